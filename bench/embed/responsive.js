// The framed page of a responsive iframe: it posts its height when it has one and whenever its width changes.
(() => {
  const post = () => parent.postMessage({ "responsive-height": { 1: Math.ceil(document.documentElement.getBoundingClientRect().height) } }, "*");
  addEventListener("load", post);
  addEventListener("resize", post);
  post();
})();
