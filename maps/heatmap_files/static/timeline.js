// The time control speaks English only; its buttons are links without a name.
addEventListener("load", () => {
  const words = JSON.parse(document.getElementById("words").textContent);
  for (const button of document.querySelectorAll(".leaflet-bar-timecontrol a[title]")) {
    const title = words[button.title];
    button.removeAttribute("title");
    if (!title) continue;
    button.title = title;
    button.setAttribute("role", "button");
    button.setAttribute("aria-label", title);
  }
});
