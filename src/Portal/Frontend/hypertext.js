import htmx from "htmx.org";

// What the content security policy forbids is switched off, so that nothing fails halfway.
htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
htmx.config.allowScriptTags = false;
htmx.config.selfRequestsOnly = true;
// Pages carry personal data; none of it is kept in the browser's storage.
htmx.config.historyCacheSize = 0;

document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector("meta[name=request-verification-token]")?.content;
  if (token && event.detail.verb !== "get") event.detail.headers.RequestVerificationToken = token;
});

export default htmx;
