import { make, say } from "./words.js";

/** What the person sees of the signing: one sentence, one large button, and what the moment needs. */
export class Panel {
  #state = make("p", { className: "sign-state", role: "status" });
  #fault = make("p", { className: "sign-fault", role: "alert", hidden: true });
  #choices = make("fieldset", { className: "sign-choices", hidden: true });
  #code = make("strong", { className: "code-large" });
  #codeBox = make("p", { className: "sign-code", hidden: true }, make("span", {}, say("sign.code")), this.#code);
  #progress = make("progress", { hidden: true });
  #told = make("ul", { className: "sign-told", hidden: true });
  #main = make("button", { type: "button", className: "btn btn-primary btn-main" });
  #second = make("button", { type: "button", className: "btn", hidden: true });
  #cancel = make("button", { type: "button", className: "btn", hidden: true }, say("sign.cancel"));
  #pressed = null;
  #cancelled = null;

  constructor(root) {
    root.append(
      make(
        "div",
        { className: "sign-flow" },
        this.#state,
        this.#fault,
        this.#told,
        this.#choices,
        this.#codeBox,
        this.#progress,
        make("div", { className: "sign-buttons" }, this.#main, this.#second, this.#cancel),
      ),
    );
    this.#main.addEventListener("click", () => {
      if (this.#main.getAttribute("aria-disabled") !== "true") this.#pressed?.(false);
    });
    this.#second.addEventListener("click", () => this.#pressed?.(true));
    this.#cancel.addEventListener("click", () => this.#cancelled?.());
  }

  /** Waits for the large button, under this label, or for the one beside it; true for that one. */
  async press(label, second) {
    this.#main.textContent = label;
    this.#second.textContent = second ?? "";
    this.#second.hidden = !second;
    this.#main.removeAttribute("aria-disabled");
    this.#main.classList.remove("btn-loading");
    const isSecond = await new Promise((resolve) => (this.#pressed = resolve));
    this.#pressed = null;
    this.#second.hidden = true;
    this.#main.setAttribute("aria-disabled", "true");
    this.#main.classList.add("btn-loading");
    return isSecond;
  }

  /** Says where things stand; what belonged to the step before goes away. */
  step(sentence, { code, progress = false, onCancel } = {}) {
    this.#fault.hidden = true;
    this.#told.hidden = true;
    this.#choices.hidden = true;
    this.#state.textContent = sentence;
    this.#codeBox.hidden = !code;
    this.#code.textContent = code ?? "";
    this.#progress.hidden = !progress;
    this.#progress.removeAttribute("value");
    this.#progress.setAttribute("aria-label", sentence);
    this.#cancelled = onCancel ?? null;
    this.#cancel.hidden = !onCancel;
  }

  count(done, total) {
    this.#progress.max = total;
    this.#progress.value = done;
    this.#state.textContent = say("sign.signing", { done, total });
  }

  /** Says why it stopped, and of which documents what. */
  fail(sentence, told = []) {
    this.step("");
    this.#fault.textContent = sentence;
    this.#fault.hidden = false;
    this.#told.replaceChildren(...told.map((line) => make("li", {}, line)));
    this.#told.hidden = told.length === 0;
  }

  /** Lets the person choose one of several, each with its label; returns its index. */
  async choose(labels, onCancel) {
    this.step("", { onCancel });
    const radios = labels.map((label, index) => {
      const radio = make("input", { type: "radio", name: "sign-certificate", className: "form-check-input", value: String(index), checked: index === 0 });
      return make("label", { className: "form-check" }, radio, make("span", { className: "form-check-label" }, label));
    });
    this.#choices.replaceChildren(make("legend", {}, say("sign.choose")), ...radios);
    this.#choices.hidden = false;
    this.#choices.querySelector("input").focus();
    await this.press(say("sign.continue"));
    return Number(this.#choices.querySelector("input:checked").value);
  }
}
