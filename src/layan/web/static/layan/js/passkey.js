/* Passkeys: a form marked data-passkey asks the device before it is sent. `create` makes one, `get` shows one.
   What to ask for stands in the page (data-options="#id") or is fetched (data-options="/address"). */

async function options(form) {
  const where = form.dataset.options;
  if (where.startsWith("#")) return JSON.parse(document.querySelector(where).textContent);
  const answer = await fetch(where, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

async function created(form) {
  const { publicKey } = (await options(form)).creation_options;
  const alone = form.elements.passwordless?.checked ?? false;
  publicKey.authenticatorSelection = {
    ...publicKey.authenticatorSelection,
    residentKey: alone ? "required" : "discouraged",
    requireResidentKey: alone,
    ...(alone && { userVerification: "required" }),
  };
  return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) });
}

async function shown(form) {
  const { publicKey } = (await options(form)).request_options;
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) });
}

async function ask(event) {
  const form = event.target;
  event.preventDefault();
  for (const says of form.querySelectorAll("[data-failed], [data-unknown]")) says.hidden = true;
  if (!globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON) {
    form.querySelector("[data-unknown]").hidden = false;
    return;
  }
  try {
    const credential = await (form.dataset.passkey === "create" ? created(form) : shown(form));
    form.elements.credential.value = JSON.stringify(credential.toJSON());
    form.submit();
  } catch {
    form.querySelector("[data-failed]").hidden = false;
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) form.addEventListener("submit", ask);
