// The framed page of such an oEmbed: it posts its height with the secret from its address.
(() => {
  const secret = location.hash.replace(/.*secret=/, "");
  const post = () => parent.postMessage({ message: "height", value: Math.ceil(document.body.getBoundingClientRect().height), secret }, "*");
  addEventListener("load", post);
  addEventListener("resize", post);
  addEventListener("message", ({ data, source }) => source === parent && data && data.message === "ready" && post());
})();
