(function () {
  "use strict";
  var tools = document.getElementById("outils");
  if (!tools) { return; }
  var articles = Array.prototype.slice.call(document.querySelectorAll("article[data-statut]"));
  var status = document.getElementById("filtre-statut");
  var level = document.getElementById("filtre-niveau");
  var words = document.getElementById("filtre-mots");
  var folded = document.getElementById("replier");
  var result = document.getElementById("filtre-bilan");
  var texts = null;
  function plain(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }
  function filter() {
    var wanted = plain(words.value.trim());
    if (wanted && !texts) { texts = articles.map(function (one) { return plain(one.textContent); }); }
    var shown = 0;
    articles.forEach(function (one, at) {
      var fits = (!status.value || one.dataset.statut === status.value) &&
        (!level.value || one.dataset.niveau === level.value) &&
        (!wanted || texts[at].indexOf(wanted) >= 0);
      one.classList.toggle("absent", !fits);
      shown += fits ? 1 : 0;
    });
    result.textContent = shown + " sur " + articles.length + " à l’écran\u00a0; l’impression garde tout.";
  }
  // A link to a statement that is filtered out shows it again.
  function reveal() {
    var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.classList.contains("absent")) {
      target.classList.remove("absent");
      target.scrollIntoView();
    }
  }
  [status, level].forEach(function (one) { one.addEventListener("change", filter); });
  words.addEventListener("input", filter);
  folded.addEventListener("change", function () {
    document.body.classList.toggle("replie", folded.checked);
  });
  window.addEventListener("hashchange", reveal);
  tools.hidden = false;
  filter();
})();
