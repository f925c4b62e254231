// Marks that wait in this browser until the server has them. Nothing in it names anybody: a mark lies under the random
// numbers of its session and booking and the number of its row. What is said of the person is sealed with a key that
// only the user's own pages hold, so a name typed into a concern cannot be read from the disk either.
const DAY = 24 * 3600 * 1000;
export const SENT_FOR = 14 * DAY; // an older mark is not sent unless its user says so
export const KEPT_FOR = 28 * DAY; // then it goes, whosever it is; the server remembers answers for 30 days
const DATABASE = "register";
const STORE = "marks";

export const isPossible = () =>
  Boolean(window.indexedDB && navigator.locks && window.crypto?.subtle && window.BroadcastChannel);

// An entry: {id, owner, session, booking, place, seen, key, at, sealed}. Rejects where storage is closed.
export async function openQueue(ownerKey) {
  const [name, seal] = await Promise.all([hash(`owner ${ownerKey}`), hash(`seal ${ownerKey}`)]);
  const key = await crypto.subtle.importKey("raw", seal, "AES-GCM", false, ["encrypt", "decrypt"]);
  const owner = [...new Uint8Array(name)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return new Queue(await openDatabase(), owner, key);
}

// Every entry of whatever user, sealed; for the page that is shown without a connection.
export async function everything() {
  return read(await openDatabase(), (store) => store.getAll());
}

class Queue {
  #database;
  #seal;
  #opened = new Map(); // what entries say, by id

  constructor(database, owner, seal) {
    this.#database = database;
    this.owner = owner;
    this.#seal = seal;
  }

  // The entries of this user, the oldest first.
  async mine() {
    return (await this.#all()).filter((entry) => entry.owner === this.owner);
  }

  async ofOthers() {
    return (await this.#all()).filter((entry) => entry.owner !== this.owner);
  }

  get(id) {
    return read(this.#database, (store) => store.get(id));
  }

  // What the entry says; null where it cannot be read any more.
  async saysOf(entry) {
    if (!this.#opened.has(entry.id)) this.#opened.set(entry.id, await this.#unsealed(entry));
    return this.#opened.get(entry.id);
  }

  // Puts entries {session, booking, place, says} in the place of others, all or nothing; resolves when that is on the
  // disk. `seen` is asked at the last moment: an answer that came meanwhile has told a new version.
  async replace(ids, entries, seen) {
    const about = { owner: this.owner, at: Date.now() };
    const sealed = await Promise.all(
      entries.map(async ({ says, ...entry }) => ({
        ...about, ...entry, key: crypto.randomUUID(), sealed: await this.#sealedUp(entry, says),
      })),
    );
    return this.#write((store) => {
      for (const id of ids) store.delete(id);
      for (const entry of sealed) store.add({ ...entry, seen: entry.seen ?? seen() });
    });
  }

  // The server has this entry: it goes, and what was said later of the same person builds upon its version.
  settle(id, booking, version) {
    return this.#each((entry) => {
      if (entry.id === id) return null;
      const follows = entry.owner === this.owner && entry.booking === booking && entry.seen < version;
      return follows ? { ...entry, seen: version } : entry;
    });
  }

  // Sent once more, as if it were said now.
  renew(ids) {
    const at = Date.now();
    return this.#each((entry) => (ids.includes(entry.id) ? { ...entry, key: crypto.randomUUID(), at } : entry));
  }

  drop(ids) {
    return this.#each((entry) => (ids.includes(entry.id) ? null : entry));
  }

  // Removes what nobody has sent for four weeks; how many of them were this user's.
  async forgetOld(now = Date.now()) {
    const old = (await this.#all()).filter((entry) => entry.at < now - KEPT_FOR);
    if (old.length) await this.drop(old.map((entry) => entry.id));
    return old.filter((entry) => entry.owner === this.owner).length;
  }

  #all() {
    return read(this.#database, (store) => store.getAll());
  }

  // `change` gives the entry as it is to be, or null to remove it.
  #each(change) {
    return this.#write((store) => {
      store.openCursor().onsuccess = ({ target: { result: cursor } }) => {
        if (!cursor) return;
        const next = change(cursor.value);
        if (!next) cursor.delete();
        else if (next !== cursor.value) cursor.update(next);
        cursor.continue();
      };
    });
  }

  #write(work) {
    return new Promise((resolve, reject) => {
      const transaction = this.#database.transaction(STORE, "readwrite", { durability: "strict" });
      work(transaction.objectStore(STORE));
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
  }

  async #sealedUp({ booking }, says) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const how = { name: "AES-GCM", iv, additionalData: bytes(booking) };
    return { iv, text: await crypto.subtle.encrypt(how, this.#seal, bytes(JSON.stringify(says))) };
  }

  async #unsealed({ booking, sealed }) {
    try {
      const how = { name: "AES-GCM", iv: sealed.iv, additionalData: bytes(booking) };
      return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(how, this.#seal, sealed.text)));
    } catch {
      return null;
    }
  }
}

function openDatabase() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id", autoIncrement: true });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function read(database, ask) {
  return new Promise((resolve, reject) => {
    const request = ask(database.transaction(STORE).objectStore(STORE));
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

const bytes = (text) => new TextEncoder().encode(text);
const hash = (text) => crypto.subtle.digest("SHA-256", bytes(text));
