// Stands beside the register's pages: without a connection, an opened or reloaded register is answered with a page that
// names nobody. It keeps that page and what it is drawn with, never a page with people in it, and sends nothing itself.
const SHELL = new URL("offline/", self.location).pathname;
const KEPT = "register";

async function keepShell() {
  const kept = await caches.open(KEPT);
  const fresh = (address) => new Request(address, { cache: "reload", credentials: "omit" });
  const shell = await fetch(fresh(SHELL));
  if (!shell.ok) throw new Error("The page cannot be kept.");
  const parts = [...(await shell.clone().text()).matchAll(/<(?:link|script)[^>]+(?:href|src)="([^"]+)"/g)];
  await kept.addAll(parts.map(([, address]) => fresh(address)));
  await kept.put(SHELL, shell);
}

async function fromNetworkOrKept(request, address) {
  try {
    return await fetch(request);
  } catch (failed) {
    const kept = await (await caches.open(KEPT)).match(address);
    if (kept) return kept;
    throw failed;
  }
}

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(keepShell());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  const isRegister = request.mode === "navigate" && /\/sessions\/[0-9a-f-]{36}\/register\/$/.test(address.pathname);
  const isPart = ["style", "script", "image"].includes(request.destination);
  if (isRegister) event.respondWith(fromNetworkOrKept(request, SHELL));
  else if (isPart) event.respondWith(fromNetworkOrKept(request, address.pathname));
});
