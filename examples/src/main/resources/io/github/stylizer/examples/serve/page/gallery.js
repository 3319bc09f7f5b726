// The styles, as thumbnails of a sample, and then of the user's own photo, a few at a time.

import {picture, stylize} from './api.js';

const THUMB_SIDE = 256;
const AT_ONCE = 2;
const OWN = 'own';

const list = document.getElementById('styles');
const fileField = document.getElementById('painting-file');
const tiles = new Map();
let queue = [];
let running = 0;
let photo = null;
let stop = new AbortController();
let onChoose = () => {};

function span(kind, text) {
  const made = document.createElement('span');
  made.className = kind;
  made.textContent = text;
  return made;
}

function addTile(id, title, artist) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'tile';
  button.dataset.style = id;
  button.setAttribute('aria-pressed', 'false');
  const frame = span('tile-picture', '');
  button.append(frame, span('tile-title', title), span('tile-artist', artist));
  const item = document.createElement('li');
  item.append(button);
  list.append(item);
  const tile = {id, button, frame, image: null, url: null};
  tiles.set(id, tile);
  return tile;
}

function show(tile, blob) {
  if (!tile.image) {
    tile.image = document.createElement('img');
    tile.image.alt = '';
    tile.frame.replaceChildren(tile.image);
  }
  if (tile.url) {
    URL.revokeObjectURL(tile.url);
  }
  tile.url = URL.createObjectURL(blob);
  tile.image.src = tile.url;
  tile.button.classList.remove('stale');
}

function next() {
  while (running < AT_ONCE && queue.length > 0) {
    const tile = queue.shift();
    running++;
    load(tile).finally(() => {
      running--;
      next();
    });
  }
}

async function load(tile) {
  const {signal} = stop;
  try {
    show(tile, photo ? await painted(tile, signal) : await picture(tile.preview, signal));
  } catch (error) {
    // A thumbnail less is no reason to interrupt anyone; the picture itself will say what is wrong.
    if (!signal.aborted) {
      tile.button.classList.remove('stale');
      console.warn(`no thumbnail of ${tile.id}: ${error.message}`);
    }
  }
}

function painted(tile, signal) {
  const request = new FormData();
  request.set('photo', photo, 'photo.jpg');
  request.set('style', tile.id);
  request.set('format', 'jpg');
  return stylize(request, signal);
}

// Only what someone looks at is painted.
const seen = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    if (entry.isIntersecting) {
      seen.unobserve(entry.target);
      queue.push(tiles.get(entry.target.dataset.style));
    }
  }
  next();
}, {rootMargin: '120px'});

function observe() {
  queue = [];
  stop.abort();
  stop = new AbortController();
  for (const tile of tiles.values()) {
    if (tile.id !== OWN) {
      tile.button.classList.toggle('stale', tile.image !== null);
      seen.unobserve(tile.button);
      seen.observe(tile.button);
    }
  }
}

function addOwn() {
  const tile = addTile(OWN, 'Your painting', 'Drop or choose an image');
  const empty = span('tile-own', '');
  empty.append(span('', 'Any painting'));
  tile.frame.append(empty);
  fileField.addEventListener('change', () => {
    if (fileField.files.length > 0) {
      onChoose({kind: 'painting', file: fileField.files[0]});
      fileField.value = '';
    }
  });
  return tile;
}

/** Shows the styles; choosing one calls back. */
export function fill(styles, choose) {
  onChoose = choose;
  addOwn().button.addEventListener('click', () => fileField.click());
  for (const style of styles) {
    const tile = addTile(style.name, style.title, style.artist);
    tile.preview = style.preview;
    tile.button.addEventListener('click', () => choose({kind: 'name', name: style.name, title: style.title}));
  }
  observe();
}

/** Whether something dropped there is meant as a painting. */
export function isOwnTile(target) {
  return tiles.get(OWN)?.button.contains(target) ?? false;
}

export function mark(style) {
  const id = style === null ? null : style.kind === 'name' ? style.name : OWN;
  for (const tile of tiles.values()) {
    tile.button.setAttribute('aria-pressed', String(tile.id === id));
  }
}

export async function showOwn(file) {
  const tile = tiles.get(OWN);
  const title = tile.button.querySelector('.tile-title');
  title.textContent = file.name ?? 'Your painting';
  tile.button.querySelector('.tile-artist').textContent = 'Choose another';
  try {
    show(tile, await small(file));
  } catch {
    // A style code, or a format that browsers cannot show.
    tile.frame.replaceChildren(span('tile-own', title.textContent));
    tile.image = null;
  }
}

/** A copy for thumbnails. */
async function small(blob) {
  const bitmap = await createImageBitmap(blob);
  const scale = Math.min(1, THUMB_SIDE / Math.min(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(16, Math.round(bitmap.width * scale));
  canvas.height = Math.max(16, Math.round(bitmap.height * scale));
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.9));
}

/** Paints the thumbnails anew, of this photo. */
export async function setPhoto(blob) {
  photo = await small(blob);
  document.getElementById('gallery-hint').textContent = 'Painted on your photo. Choose one.';
  observe();
}
