// Talks to the service: requests, the token if it wants one, jobs and their events.

const TOKEN = 'stylizer-token';

/** What the service did not grant, in its own words. */
export class ServiceError extends Error {
  constructor(status, message, retryAfter) {
    super(message);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** Asks for the token; several requests that need it share one question. */
let asking = null;
function askForToken() {
  asking ??= new Promise((resolve) => {
    const dialog = document.getElementById('token-dialog');
    const field = document.getElementById('token');
    field.value = '';
    dialog.addEventListener('close', () => {
      sessionStorage.setItem(TOKEN, field.value);
      asking = null;
      resolve();
    }, {once: true});
    dialog.showModal();
  });
  return asking;
}

async function errorOf(response) {
  let line = response.statusText;
  try {
    line = (await response.json()).error;
  } catch {
    // Not of the service: a proxy in between, perhaps.
    line = `the service answered ${response.status} ${line}`;
  }
  return new ServiceError(response.status, line, Number(response.headers.get('Retry-After')));
}

function wait(seconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, seconds * 1000);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    }, {once: true});
  });
}

/** Sends a request; waits and tries again while the service has too much to do. */
async function send(path, options = {}, tries = 6) {
  for (let n = 1; ; n++) {
    const token = sessionStorage.getItem(TOKEN);
    const headers = token ? {Authorization: `Bearer ${token}`} : {};
    let response;
    try {
      response = await fetch(path, {...options, headers});
    } catch (failure) {
      if (options.signal?.aborted) {
        throw failure;
      }
      throw new ServiceError(0, 'the service cannot be reached: is it still running?', 0);
    }
    if (response.ok) {
      return response;
    }
    const error = await errorOf(response);
    if (error.status === 401) {
      await askForToken();
    } else if (n < tries && error.retryAfter > 0) {
      await wait(error.retryAfter, options.signal);
    } else {
      throw error;
    }
  }
}

export async function styles() {
  return (await send('/v1/styles')).json();
}

/** Loads a picture, as a blob: an img element could send no token. */
export async function picture(path, signal) {
  return (await send(path, {signal})).blob();
}

/** Paints at once. */
export async function stylize(form, signal) {
  return (await send('/v1/stylize', {method: 'POST', body: form, signal})).blob();
}

/** The events of a stream as they come. */
async function* events(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const {value, done} = await reader.read();
    if (done) {
      return;
    }
    text += value;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const lines = text.slice(0, end).split('\n');
      text = text.slice(end + 2);
      const name = lines.find((line) => line.startsWith('event: '))?.slice(7);
      const data = lines.find((line) => line.startsWith('data: '))?.slice(6);
      if (name && data) {
        yield {name, data: JSON.parse(data)};
      }
    }
  }
}

/** Starts a job; returns its number. */
export async function startJob(form, signal) {
  return (await (await send('/v1/jobs', {method: 'POST', body: form, signal})).json()).id;
}

/** Follows a job to its end; returns the picture. */
export async function followJob(id, onProgress, signal) {
  for (;;) {
    const response = await send(`/v1/jobs/${id}/events`, {signal});
    for await (const event of events(response)) {
      if (event.name === 'progress') {
        onProgress(event.data);
      } else if (event.name === 'done') {
        return picture(event.data.result, signal);
      } else {
        throw new ServiceError(event.data.status, event.data.error, 0);
      }
    }
    // The stream ended before the job: a proxy closed it.
    await wait(1, signal);
  }
}

/** Ends a job that nobody wants any more. */
export async function cancelJob(id) {
  try {
    await send(`/v1/jobs/${id}`, {method: 'DELETE', keepalive: true}, 1);
  } catch (error) {
    if (error.status !== 404 && error.status !== 0) {
      throw error;
    }
  }
}
