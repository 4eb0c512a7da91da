/** The first step of the list form: icons in their colours, and a search. */
import { Picker } from "./picker.js";

new Picker();
