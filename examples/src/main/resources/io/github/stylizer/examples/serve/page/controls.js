// The settings, in the words and with the defaults of the command.

import {ImageField} from './image-field.js';

const form = document.getElementById('controls');
const strength = document.getElementById('strength');
const styleStrength = document.getElementById('style-strength');
const strokes = document.getElementById('strokes');
const amount = document.getElementById('amount');
const palette = new ImageField('palette');
const mask = new ImageField('mask');
const invert = document.getElementById('invert');
const feather = document.getElementById('feather');
const size = document.getElementById('size');
const format = document.getElementById('format');

const QUALITIES = {
  fast: 'One pass: a moment.',
  fine: 'Refined by optimization: seconds. Closer to the palette, with the photo’s details.',
  best: 'Method nnst: some ten seconds. The painting’s shapes and strokes.',
};
const COLORS = {
  '': 'The colors of the painting.',
  luminance: 'The colors of the photo, the strokes of the painting.',
  matched: 'The painting is recolored like the photo first.',
  exact: 'The result is given the colors of the painting.',
};
const PREFERRED_SIDE = 1024;

function factor() {
  return 2 ** Number(strokes.value);
}

function plain(share) {
  return Number(share).toFixed(2).replace(/\.?0+$/, '');
}

/** Whether a part of the style can be taken: other settings work towards all of it. */
function takesStyleStrength() {
  const recolored = !palette.file && form.elements.colors.value === 'matched';
  return form.elements.quality.value === 'fast' && !recolored;
}

/** Says what the settings mean, and which of them count. */
export function describe() {
  const times = `×${Number(factor().toFixed(2))}`;
  document.getElementById('strength-value').textContent = plain(strength.value);
  document.getElementById('amount-value').textContent = plain(amount.value);
  amount.disabled = !palette.file && form.elements.colors.value === '';
  document.getElementById('colors').disabled = Boolean(palette.file);
  document.getElementById('style-strength-value').textContent = plain(styleStrength.value);
  styleStrength.disabled = !takesStyleStrength();
  document.getElementById('feather-value').textContent = `${feather.value} px`;
  feather.setAttribute('aria-valuetext', `${feather.value} pixels`);
  document.getElementById('mask-settings').hidden = !mask.file;
  document.getElementById('strokes-value').textContent = times;
  strokes.setAttribute('aria-valuetext', times);
  document.getElementById('quality-hint').textContent = QUALITIES[form.elements.quality.value];
  document.getElementById('colors-hint').textContent = palette.file ? 'Those of the palette.' : COLORS[form.elements.colors.value];
}

/** Calls back after every change, once a slider has come to rest. */
export function onChange(changed) {
  let timer;
  const later = (delay) => {
    describe();
    clearTimeout(timer);
    timer = setTimeout(changed, delay);
  };
  form.addEventListener('input', describe);
  form.addEventListener('change', () => later(250));
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(() => {
    palette.set(null);
    mask.set(null);
    later(0);
  }));
  palette.onChange = mask.onChange = () => later(0);
}

/** Offers what the photo allows, and for a large one a size that is painted soon. */
export function setPhotoSize(width, height, most, choose) {
  const side = Math.max(width, height);
  const shown = side > most ? `At most ${most} pixels` : `As the photo: ${width} × ${height}`;
  size.options[0].textContent = shown;
  if (choose) {
    size.value = side > PREFERRED_SIDE ? String(PREFERRED_SIDE) : '';
  }
}

export function values() {
  return {
    quality: form.elements.quality.value,
    strength: strength.value,
    styleStrength: styleStrength.value,
    strokes: strokes.value,
    colors: form.elements.colors.value,
    amount: amount.value,
    palette: palette.file,
    mask: mask.file,
    invert: invert.checked,
    feather: feather.value,
    size: size.value,
    format: format.value,
  };
}

export function restore(saved) {
  form.elements.quality.value = saved.quality;
  strength.value = saved.strength;
  styleStrength.value = saved.styleStrength ?? 1;
  strokes.value = saved.strokes;
  form.elements.colors.value = saved.colors;
  amount.value = saved.amount ?? 1;
  palette.set(saved.palette ?? null);
  mask.set(saved.mask ?? null);
  invert.checked = saved.invert ?? false;
  feather.value = saved.feather ?? 0;
  size.value = saved.size;
  format.value = saved.format;
  describe();
}

function addColors(request, now) {
  if (now.palette) {
    request.set('palette', now.palette);
    request.set('palette-amount', now.amount);
  } else if (now.colors === 'exact') {
    request.set('match-colors', now.amount);
  } else if (now.colors) {
    request.set('preserve-colors', Number(now.amount) === 1 ? now.colors : `${now.colors}=${now.amount}`);
  }
}

/** Adds what differs from the defaults to a request. */
export function addTo(request) {
  const now = values();
  request.set('quality', now.quality);
  request.set('format', now.format);
  if (Number(now.strength) !== 1) {
    request.set('strength', now.strength);
  }
  if (factor() !== 1) {
    request.set('strokes', String(factor()));
  }
  if (takesStyleStrength() && Number(now.styleStrength) !== 1) {
    request.set('style-strength', now.styleStrength);
  }
  addColors(request, now);
  if (now.mask) {
    request.set('mask', now.mask);
    request.set('invert-mask', String(now.invert));
    request.set('feather', now.feather);
  }
  if (now.size) {
    request.set('size', now.size);
  }
}
