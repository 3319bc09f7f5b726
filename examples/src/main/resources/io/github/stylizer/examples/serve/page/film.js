// Films: their first frame as a photo, and the job that paints them.

import * as api from './api.js';

const NAMES = /\.(mp4|m4v|mov|mkv|webm|avi|mpe?g|ogv|wmv|flv|ts)$/i;
const byId = (id) => document.getElementById(id);
let job = null;

export function isFilm(file) {
  return file.type.startsWith('video/') || NAMES.test(file.name);
}

/** Refuses what the service would refuse after a long upload. */
export function requireTaken(file, limits) {
  const most = limits['film-bytes'];
  if (!most) {
    throw new Error('this service paints no films, only photos');
  }
  if (file.size > most) {
    throw new Error(`the film ${file.name} has ${Math.round(file.size / 2 ** 20)} MB, more than the ${Math.round(most / 2 ** 20)} MB that this service takes: choose a shorter one`);
  }
}

/** The first frame, as a photo with the name of the film. */
export async function firstFrame(file) {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.preload = 'auto';
  video.src = URL.createObjectURL(file);
  try {
    await new Promise((resolve, reject) => {
      video.onloadeddata = resolve;
      video.onerror = () => reject(new Error(`this browser cannot show the film ${file.name}: convert it to MP4 or WebM first`));
    });
    const canvas = document.createElement('canvas');
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    canvas.getContext('2d').drawImage(video, 0, 0);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
    return new File([blob], file.name, {type: 'image/png'});
  } finally {
    URL.revokeObjectURL(video.src);
    video.removeAttribute('src');
  }
}

/** What to keep of the film that is being painted, or was painted last. */
export function kept() {
  return job === null ? null : {id: job.id, name: job.name, title: job.title};
}

/** Forgets the film before, and cancels it if it is still being painted. */
export function drop() {
  const old = job;
  job = null;
  byId('film').hidden = true;
  byId('film-download').hidden = true;
  old?.stop.abort();
  return old?.id ? api.cancelJob(old.id) : Promise.resolve();
}

/**
 * Paints a film and offers it.
 *
 * @param begin starts the job and returns its number
 * @param started is called when there is something to keep
 */
export async function paint(name, title, begin, started) {
  await drop();
  const own = {id: null, name, title, stop: new AbortController()};
  job = own;
  byId('film').hidden = false;
  byId('film-cancel').hidden = false;
  show({state: 'sending'});
  try {
    own.id = await begin(own.stop.signal);
    if (job !== own) {
      await api.cancelJob(own.id);
      return false;
    }
    started();
    const film = await api.followJob(own.id, show, own.stop.signal);
    offer(film, own);
    return true;
  } catch (error) {
    if (job !== own) {
      return false;
    }
    job = null;
    byId('film').hidden = true;
    throw error;
  }
}

function show(progress) {
  const bar = byId('film-bar');
  const text = byId('film-text');
  bar.hidden = false;
  if (progress.state === 'painting' && progress.total > 0) {
    bar.max = progress.total;
    bar.value = progress.done;
    const left = progress.secondsLeft === undefined ? '' : `, ${time(progress.secondsLeft)} left`;
    text.textContent = `Painting the film like ${job.title}: ${progress.done} of ${progress.total} frames${left}`;
  } else {
    const words = {sending: 'Sending the film…', waiting: 'Waiting for other films…'};
    text.textContent = words[progress.state] ?? 'Reading the film…';
    bar.removeAttribute('value');
  }
}

function time(seconds) {
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}

function offer(film, of) {
  const link = byId('film-download');
  const extension = film.type.split('/')[1].replace('x-matroska', 'mkv').replace('quicktime', 'mov').replace('x-msvideo', 'avi');
  URL.revokeObjectURL(link.href);
  link.href = URL.createObjectURL(film);
  link.download = `${of.name}.${extension}`;
  link.hidden = false;
  byId('film-cancel').hidden = true;
  byId('film-bar').hidden = true;
  byId('film-text').textContent = `The film like ${of.title} is painted.`;
}
