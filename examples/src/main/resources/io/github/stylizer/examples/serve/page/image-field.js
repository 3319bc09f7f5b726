// An image that can be chosen, and removed again.

export class ImageField {
  constructor(id) {
    const field = document.getElementById(id);
    [this.choose, this.remove] = field.querySelectorAll('button');
    this.empty = this.choose.textContent;
    this.file = null;
    this.onChange = () => {};
    const input = field.querySelector('input');
    this.choose.addEventListener('click', () => input.click());
    input.addEventListener('change', (event) => {
      // The form changes when the file is taken, not when it is chosen.
      event.stopPropagation();
      if (input.files.length > 0) {
        this.take(input.files[0]);
        input.value = '';
      }
    });
    this.remove.addEventListener('click', () => {
      this.take(null);
      this.choose.focus();
    });
  }

  take(file) {
    this.set(file);
    this.onChange();
  }

  set(file) {
    this.file = file;
    this.choose.textContent = file ? file.name : this.empty;
    this.choose.title = file ? file.name : '';
    this.remove.hidden = !file;
  }
}
