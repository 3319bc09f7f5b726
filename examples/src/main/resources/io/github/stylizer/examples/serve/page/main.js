// Puts the page together: photo, style, settings, and the picture that is painted of them.

import * as api from './api.js';
import * as compare from './compare.js';
import * as controls from './controls.js';
import * as film from './film.js';
import * as gallery from './gallery.js';
import * as store from './store.js';

const byId = (id) => document.getElementById(id);
const state = {photo: null, film: null, shown: null, style: null, painted: null, job: null};
let limits = {bytes: Infinity, size: 4096};
let titles = new Map();
let current = null;

function say(text) {
  byId('status').textContent = text;
}

function fail(error) {
  const line = error.message.charAt(0).toUpperCase() + error.message.slice(1);
  byId('problem-text').textContent = line.endsWith('.') ? line : `${line}.`;
  byId('problem').hidden = false;
}

function clearProblem() {
  byId('problem').hidden = true;
}

async function remember() {
  try {
    await store.save({
      photo: state.photo, film: state.film, filmJob: film.kept(), shown: state.shown, style: state.style, painted: state.painted,
      job: state.job, settings: controls.values(),
    });
  } catch (error) {
    // Private windows may have no storage. Everything else works.
    console.warn(`this tab is not kept: ${error.message}`);
  }
}

function titleOf(style) {
  return style.kind === 'name' ? titles.get(style.name) ?? style.name : style.file.name ?? 'your painting';
}

function baseName(name) {
  return name.replace(/\.[^.]*$/, '');
}

function caption() {
  const text = byId('caption');
  const [width, height] = compare.photoSize();
  if (state.painted && state.style) {
    const strong = document.createElement('strong');
    strong.textContent = titleOf(state.style);
    text.replaceChildren(strong, ` · ${state.photo.name}`);
  } else {
    const next = state.style ? '' : '. Now choose a style.';
    text.textContent = `${state.photo.name} · ${width} × ${height} pixels${next}`;
  }
}

// ---- the photo

/** A copy that the browser can show: of a TIFF, say, the service makes one. */
async function displayable(file) {
  try {
    (await createImageBitmap(file)).close();
    return file;
  } catch {
    const request = new FormData();
    request.set('photo', file);
    request.set('style', titles.keys().next().value);
    request.set('strength', '0');
    return api.stylize(request);
  }
}

async function usePhoto(file) {
  clearProblem();
  try {
    const isFilm = film.isFilm(file);
    if (isFilm) {
      film.requireTaken(file, limits);
    } else if (file.size > limits.bytes) {
      throw new Error(`the photo ${file.name} has ${Math.round(file.size / 2 ** 20)} MB, more than the ${Math.round(limits.bytes / 2 ** 20)} MB that this service takes: choose a smaller photo`);
    }
    const photo = isFilm ? await film.firstFrame(file) : file;
    const shown = await displayable(photo);
    stopPainting();
    Object.assign(state, {photo, film: isFilm ? file : null, shown, painted: null});
    await showPhoto(true);
    if (state.style) {
      paint();
    } else {
      say(`${isFilm ? 'The first frame of ' : ''}${file.name} is shown. Choose a style.`);
      remember();
    }
  } catch (error) {
    fail(error);
  }
}

async function showPhoto(isNew) {
  await compare.showPhoto(state.shown, state.photo.name);
  byId('welcome').hidden = true;
  byId('toolbar').hidden = false;
  byId('download').hidden = true;
  byId('film-paint').hidden = !state.film;
  byId('film-paint').disabled = !state.style;
  byId('main').className = 'chosen';
  controls.setPhotoSize(...compare.photoSize(), limits.size, isNew);
  caption();
  await gallery.setPhoto(state.shown);
}

async function useSample() {
  const blob = await api.picture('/page/sample.jpg');
  await usePhoto(new File([blob], 'cat.jpg', {type: 'image/jpeg'}));
  byId('gallery').scrollIntoView({block: 'nearest'});
}

// ---- painting

function choose(style) {
  clearProblem();
  state.style = style;
  byId('film-paint').disabled = false;
  gallery.mark(style);
  if (style.kind === 'painting') {
    gallery.showOwn(style.file);
  }
  if (state.photo) {
    paint();
  } else {
    say(`${titleOf(style)} is chosen. Now choose a photo.`);
    byId('photo-file').click();
  }
}

function stopPainting() {
  current?.abort();
  current = null;
  if (state.job) {
    api.cancelJob(state.job).catch(fail);
    state.job = null;
  }
}

function onProgress(progress) {
  const bar = byId('working-bar');
  const text = byId('working-text');
  const title = titleOf(state.style);
  if (progress.state === 'waiting') {
    text.textContent = 'Waiting for other pictures…';
    bar.removeAttribute('value');
  } else if (progress.total > 1) {
    bar.max = progress.total;
    bar.value = progress.done;
    text.textContent = `Painting like ${title}: ${progress.done} of ${progress.total}`;
  } else {
    text.textContent = `Painting like ${title}…`;
    bar.removeAttribute('value');
  }
}

function working(is) {
  byId('working').hidden = !is;
  compare.busy(is);
  if (is) {
    onProgress({state: 'painting', total: 0});
  }
}

/** What the service is asked for: photo or film, style and settings. */
function order(field, file) {
  const request = new FormData();
  if (state.style.kind === 'name') {
    request.set('style', state.style.name);
  } else {
    request.set('style', state.style.file, state.style.file.name ?? 'painting');
  }
  controls.addTo(request);
  request.set(field, file);
  return request;
}

function fileName(style) {
  return style.kind === 'name' ? style.name : baseName(style.file.name ?? 'painting');
}

/** Paints the film as its first frame is painted, whatever is chosen meanwhile. */
async function paintFilm() {
  clearProblem();
  const request = order('film', state.film);
  request.delete('format');
  if (Number(request.get('size')) > limits['film-size']) {
    request.delete('size');
  }
  const name = `${baseName(state.film.name)}-${fileName(state.style)}`;
  await followFilm(name, titleOf(state.style), (signal) => api.startJob(request, signal));
}

async function followFilm(name, title, begin) {
  say('Painting the film.');
  if (await film.paint(name, title, begin, remember)) {
    say('The film is painted.');
  }
}

/** Paints what is chosen now. What is being painted is of no use any more and is canceled. */
async function paint(job = null) {
  if (job === null) {
    stopPainting();
  }
  const own = new AbortController();
  current = own;
  working(true);
  clearProblem();
  caption();
  say(`Painting like ${titleOf(state.style)}.`);
  try {
    const id = job ?? await api.startJob(order('photo', state.photo), own.signal);
    if (own.signal.aborted) {
      api.cancelJob(id).catch(fail);
      return;
    }
    state.job = id;
    remember();
    state.painted = await api.followJob(id, onProgress, own.signal);
    state.job = null;
    await showPainted();
    say(`Done: ${state.photo.name} like ${titleOf(state.style)}.`);
    remember();
  } catch (error) {
    if (!own.signal.aborted) {
      state.job = null;
      // A job that ended with the service: what it was asked for is still here.
      fail(job && error.status === 404 ? new Error('the service has forgotten this picture: choose the style again') : error);
    }
  } finally {
    if (current === own) {
      current = null;
      working(false);
    }
  }
}

async function showPainted() {
  const download = byId('download');
  const old = download.href;
  const extension = {'image/png': 'png', 'image/jpeg': 'jpg', 'image/tiff': 'tif'}[state.painted.type];
  download.href = URL.createObjectURL(state.painted);
  download.download = `${baseName(state.photo.name)}-${fileName(state.style)}.${extension}`;
  download.textContent = `Download ${extension.toUpperCase()}`;
  download.hidden = false;
  URL.revokeObjectURL(old);
  caption();
  try {
    await compare.showPainted(state.painted, `${state.photo.name} painted like ${titleOf(state.style)}`);
  } catch {
    compare.clear();
    byId('caption').textContent = 'This browser cannot show TIFF files. Download it instead.';
  }
}

function cancel() {
  stopPainting();
  working(false);
  say('Canceled.');
  byId('styles').querySelector('[aria-pressed="true"]')?.focus();
}

// ---- files from anywhere

function listenForFiles() {
  byId('photo-file').addEventListener('change', (event) => {
    const [file] = event.target.files;
    if (file) {
      usePhoto(file);
      event.target.value = '';
    }
  });
  addEventListener('dragover', (event) => {
    event.preventDefault();
    document.body.classList.toggle('dropping', !gallery.isOwnTile(event.target));
  });
  addEventListener('dragleave', (event) => {
    if (!event.relatedTarget) {
      document.body.classList.remove('dropping');
    }
  });
  addEventListener('drop', (event) => {
    event.preventDefault();
    document.body.classList.remove('dropping');
    const [file] = event.dataTransfer.files;
    if (file && gallery.isOwnTile(event.target)) {
      choose({kind: 'painting', file});
    } else if (file) {
      usePhoto(file);
    }
  });
  addEventListener('paste', (event) => {
    const [file] = event.clipboardData.files;
    if (file) {
      usePhoto(file);
    }
  });
}

// ---- start

async function restore() {
  let saved;
  try {
    saved = await store.load();
  } catch (error) {
    console.warn(`nothing is restored: ${error.message}`);
  }
  if (!saved?.photo) {
    return;
  }
  Object.assign(state, {photo: saved.photo, film: saved.film ?? null, shown: saved.shown, style: saved.style, painted: saved.painted});
  controls.restore(saved.settings);
  await showPhoto(false);
  if (state.style) {
    gallery.mark(state.style);
    if (state.style.kind === 'painting') {
      await gallery.showOwn(state.style.file);
    }
  }
  if (saved.filmJob) {
    followFilm(saved.filmJob.name, saved.filmJob.title, async () => saved.filmJob.id).catch((error) => {
      // A film that was painted long ago is no longer kept.
      if (error.status !== 404) {
        fail(error);
      }
    });
  }
  if (saved.job) {
    paint(saved.job);
  } else if (state.painted && state.style) {
    await showPainted();
    say('Your last picture is back.');
  }
}

async function decorate(style) {
  const image = new Image();
  image.src = URL.createObjectURL(await api.picture(style.preview));
  image.alt = '';
  byId('welcome-picture').replaceChildren(image);
}

async function start() {
  listenForFiles();
  byId('sample').addEventListener('click', () => useSample().catch(fail));
  byId('cancel').addEventListener('click', cancel);
  byId('film-paint').addEventListener('click', () => paintFilm().catch(fail));
  byId('film-cancel').addEventListener('click', () => {
    film.drop().catch(fail);
    remember();
    say('The film is canceled.');
  });
  byId('problem-close').addEventListener('click', clearProblem);
  controls.describe();
  controls.onChange(() => {
    if (state.photo && state.style) {
      paint();
    }
  });
  try {
    const known = await api.styles();
    limits = known.limits;
    titles = new Map(known.styles.map((style) => [style.name, style.title]));
    gallery.fill(known.styles, choose);
    await restore();
    if (!state.photo) {
      await decorate(known.styles.find((style) => style.name === 'great-wave') ?? known.styles[0]);
    }
  } catch (error) {
    fail(error);
  }
  document.documentElement.dataset.ready = 'true';
}

start();
