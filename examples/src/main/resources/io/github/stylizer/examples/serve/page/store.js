// Keeps photo, settings and picture of each tab, so that closing one by mistake loses nothing.

const NAME = 'stylizer';
const TABS = 'tabs';
const MOST = 5;

function tab() {
  const known = sessionStorage.getItem('stylizer-tab');
  const id = known ?? crypto.randomUUID?.() ?? String(Math.random());
  sessionStorage.setItem('stylizer-tab', id);
  return id;
}

function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function open() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(TABS, {keyPath: 'id'});
  return result(request);
}

/** Saves what this tab shows, and forgets the oldest tabs. */
export async function save(state) {
  const db = await open();
  try {
    const tabs = db.transaction(TABS, 'readwrite').objectStore(TABS);
    await result(tabs.put({...state, id: tab(), time: Date.now()}));
    const all = await result(tabs.getAll());
    all.sort((a, b) => b.time - a.time);
    for (const old of all.slice(MOST)) {
      await result(tabs.delete(old.id));
    }
  } finally {
    db.close();
  }
}

/** What this tab showed, or for a new tab, what was shown last. */
export async function load() {
  const db = await open();
  try {
    const tabs = db.transaction(TABS).objectStore(TABS);
    const own = await result(tabs.get(tab()));
    if (own) {
      return own;
    }
    const all = await result(tabs.getAll());
    all.sort((a, b) => b.time - a.time);
    return all[0];
  } finally {
    db.close();
  }
}
