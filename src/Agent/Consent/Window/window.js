import { texts } from "/window/texts.js";

const firstTitles = 20;
const $ = id => document.getElementById(id);
const here = location.pathname;
// The token survives a reload of this tab, and dies with it.
const kept = "token:" + here;
let language = navigator.languages.find(tag => /^(vi|en)\b/i.test(tag))?.slice(0, 2).toLowerCase() ?? "vi";
let request = null;
let state = null;
let failure = null;
let allShown = false;

const text = (key, values = {}) => {
  const words = texts[language];
  const one = (values.count ?? values.done) === 1 ? words[key + "One"] : undefined;
  return (one ?? words[key]).replace(/\{(\w+)\}/g, (_, name) => values[name]);
};

const ask = (path, options = {}) =>
  fetch(here + path, { ...options, headers: { ...options.headers, "X-Consent-Token": sessionStorage.getItem(kept) ?? "" } });

async function enter() {
  const secret = location.hash.slice(1);
  // Out of the address bar and the history before anything else happens.
  history.replaceState(null, "", here);
  if (!secret) return;
  const answer = await fetch(here + "/enter", {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ secret }),
  });
  if (answer.ok) sessionStorage.setItem(kept, (await answer.json()).token);
}

async function follow() {
  for (;;) {
    const answer = await ask("/state?seen=" + (state?.version ?? 0));
    if (!answer.ok) return fail("unusable");
    const before = state?.state;
    state = await answer.json();
    show(before !== state.state);
    if (state.state === "done" || state.state === "refused") return end();
    // A fast token would otherwise fill the page with updates.
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

function end() {
  sessionStorage.removeItem(kept);
  if (state.state === "done") setTimeout(() => window.close(), 2500);
}

function fail(reason) {
  failure = reason;
  show(true);
}

function fact(list, label, value, warn = false) {
  if (!value) return;
  list.append(Object.assign(document.createElement("dt"), { textContent: text(label) }));
  list.append(Object.assign(document.createElement("dd"), { textContent: value, className: warn ? "warn" : "" }));
}

function showFacts() {
  const list = $("facts");
  list.replaceChildren();
  fact(list, "origin", request.origin);
  fact(list, "name", request.name);
  if (request.kind === "pairing") return request.fingerprints.forEach(print => fact(list, "fingerprint", print));
  const { certificate, token } = request;
  const date = new Date(certificate.notAfter).toLocaleDateString("vi-VN", { day: "2-digit", month: "2-digit", year: "numeric", timeZone: "Asia/Ho_Chi_Minh" });
  fact(list, "user", request.user);
  fact(list, "holder", certificate.holder);
  fact(list, "issuer", certificate.issuer);
  fact(list, "validUntil", certificate.valid ? date : text("notValid", { date }), !certificate.valid);
  fact(list, "token", `${token.label} (${token.serial})`);
}

function showTitles() {
  const count = request.titles.length;
  $("documents-heading").textContent = text("documents", { count });
  const shown = allShown ? request.titles : request.titles.slice(0, firstTitles);
  if ($("titles").children.length !== shown.length)
    $("titles").replaceChildren(...shown.map(title => Object.assign(document.createElement("li"), { textContent: title })));
  $("all").hidden = shown.length === count;
  $("all").textContent = text("all", { count });
}

function showQuestion() {
  const signing = request.kind === "signature";
  const count = request.titles?.length;
  $("heading").textContent = signing ? text("signHeading", { count }) : text("pairHeading");
  $("lead").textContent = signing ? text("signLead") : text(request.newKey ? "pairAgain" : "pairLead");
  $("lead").hidden = false;
  $("code-box").hidden = $("documents").hidden = !signing;
  $("code").textContent = request.code ?? "";
  $("pin-box").hidden = !signing;
  $("yes").textContent = !signing ? text("pairYes") : count === 1 ? text("yes") : text("yesMany", { count });
  showFacts();
  if (!signing) return;
  showTitles();
  const warning = { "last-try": "pinLastTry", "few-left": "pinFewLeft" }[request.token.pin];
  const hint = request.token.asksPin ? warning ?? "pinHint" : "pinOnDevice";
  $("pin-hint").textContent = text(hint);
  $("pin-hint").classList.toggle("warn", Boolean(warning));
  $("pin").hidden = document.querySelector("label[for=pin]").hidden = !request.token.asksPin;
}

function showResult() {
  const { done, total } = state;
  const signing = request.kind === "signature";
  if (state.state === "done") {
    $("heading").textContent = text(signing ? "done" : "pairDone");
    $("said").textContent = signing ? text("doneSaid", { done }) : text("pairDoneSaid");
    $("next").textContent = text("close");
    return;
  }
  const [title, next] = texts[language].refused[state.code] ?? texts[language].refused["device-failed"];
  $("heading").textContent = title;
  const warning = { "last-try": "pinLastTry", "few-left": "pinFewLeft" }[state.pin];
  $("said").textContent = [warning && text(warning), signing && (done > 0 ? text("partly", { done, total }) : text("nothing"))].filter(Boolean).join(" ");
  $("next").textContent = next;
}

function show(moved = false) {
  document.documentElement.lang = language;
  document.querySelectorAll("[data-text]").forEach(element => { element.textContent = text(element.dataset.text); });
  $("language").textContent = text("other");
  $("language").lang = language === "vi" ? "en" : "vi";
  const stage = failure ? "failure" : state?.state;
  const final = stage === "done" || stage === "refused" || stage === "failure";
  $("question").hidden = stage !== "waiting";
  $("progress").hidden = stage !== "signing";
  $("result").hidden = !final;
  $("lead").hidden = stage !== "waiting";
  $("demonstration").hidden = !request?.token?.demonstration;
  const wide = stage === "waiting" && request.kind === "signature";
  document.querySelector("main").className = wide ? "wide" : stage === "failure" ? "refused" : stage ?? "";
  if (stage === "failure") {
    [$("heading").textContent, $("next").textContent] = texts[language][failure];
    $("said").textContent = "";
  } else if (stage === "waiting") {
    showQuestion();
  } else if (stage === "signing") {
    $("heading").textContent = text("signing");
    $("bar").max = Math.max(state.total, 1);
    $("bar").value = state.done;
    $("count").textContent = text("signed", state);
  } else if (final) {
    showResult();
  }
  document.title = $("heading").textContent;
  if (!moved) return;
  const field = stage === "waiting" && request.token?.asksPin && matchMedia("(min-width: 30.01rem)").matches ? $("pin") : $("heading");
  field.focus({ preventScroll: true });
}

async function approve(event) {
  event.preventDefault();
  const asks = request.token?.asksPin;
  const empty = asks && $("pin").value === "";
  $("pin-error").textContent = empty ? text("pinEmpty") : "";
  $("pin").setAttribute("aria-invalid", empty);
  if (empty) return $("pin").focus();
  $("yes").disabled = true;
  const pin = new TextEncoder().encode(asks ? $("pin").value : "");
  $("pin").value = "";
  await ask("/approve", { method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: pin });
  pin.fill(0);
}

$("language").addEventListener("click", () => {
  language = language === "vi" ? "en" : "vi";
  show();
});
$("all").addEventListener("click", () => {
  allShown = true;
  showTitles();
  $("scroller").focus();
});
$("form").addEventListener("submit", event => approve(event).catch(() => fail("stopped")));
for (const id of ["no", "stop"]) $(id).addEventListener("click", () => ask("/refuse", { method: "POST" }).catch(() => fail("stopped")));
addEventListener("pagehide", () => {
  if (state && state.state !== "done" && state.state !== "refused") ask("/leave", { method: "POST", keepalive: true });
});

show();
try {
  await enter();
  const answer = await ask("/request");
  if (answer.ok) {
    request = await answer.json();
    await follow();
  } else {
    fail("unusable");
  }
} catch {
  fail("stopped");
}
