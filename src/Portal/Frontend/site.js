import "./site.css";
import "./hypertext.js";
import "./confirm.js";
import "./submit.js";
import "./upload.js";
import "./check-all.js";
import "./rows.js";
import "./tables.js";
// Of Tabler's scripts only what the layout uses: the menu on narrow screens and drop-down menus.
import "@tabler/core/js/src/bootstrap/collapse.ts";
import "@tabler/core/js/src/bootstrap/dropdown.ts";
