// The photo, the painted picture over it, and the divider between them.

const figure = document.getElementById('compare');
const before = document.getElementById('before');
const after = document.getElementById('after');
const divider = document.getElementById('divider');

function place() {
  const share = Number(divider.value);
  figure.style.setProperty('--split', `${share}%`);
  figure.classList.toggle('all-painted', share < 8);
  figure.classList.toggle('all-photo', share > 92);
  divider.setAttribute('aria-valuetext', `${share} % photo, ${100 - share} % painted`);
}
divider.addEventListener('input', place);

async function show(image, blob) {
  const old = image.src;
  image.src = URL.createObjectURL(blob);
  if (old) {
    URL.revokeObjectURL(old);
  }
  await image.decode();
}

export async function showPhoto(blob, name) {
  await show(before, blob);
  before.alt = `Photo ${name}`;
  figure.style.setProperty('--natural', before.naturalWidth);
  figure.style.setProperty('--ratio', before.naturalWidth / before.naturalHeight);
  figure.hidden = false;
  clear();
}

/** Shows a painted picture; fails if the browser cannot, as most cannot show TIFF. */
export async function showPainted(blob, description) {
  await show(after, blob);
  after.alt = description;
  after.hidden = false;
  divider.hidden = false;
  figure.classList.add('painted');
  place();
}

export function clear() {
  after.hidden = true;
  divider.hidden = true;
  figure.classList.remove('painted');
}

export function busy(is) {
  figure.classList.toggle('busy', is);
}

export function photoSize() {
  return [before.naturalWidth, before.naturalHeight];
}
