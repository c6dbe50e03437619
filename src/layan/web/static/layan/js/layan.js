/* The entry of every page. Each module dresses what the server has drawn; without them pages work by links and forms. */
import "./clock.js";
import "./toast.js";
import "./forms.js";
import "./keyboard.js";
import "./palette.js";
import "./renew.js";
import "./composer.js";
import "./chips.js";
import "./mentions.js";
import "./choosing.js";
import "./timeline.js";
import "./live.js";
import "./presence.js";

document.documentElement.classList.add("js");
