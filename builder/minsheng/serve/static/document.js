// Marks the pieces of the quotation that the address names; without it the page still scrolls there.
function show() {
  const wanted = decodeURIComponent(location.hash.slice(1));
  for (const piece of document.querySelectorAll("mark[data-quotes]")) {
    piece.classList.toggle("wanted", wanted !== "" && piece.dataset.quotes.split(" ").includes(wanted));
  }
}
addEventListener("hashchange", show);
show();
