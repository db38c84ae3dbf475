
// The web app: search while typing, and keys. All of it works without.
(() => {
  const field = document.getElementById('q');
  const found = document.getElementById('found');
  let asked = 0;
  const search = async () => {
    const query = field.value.trim();
    const mine = ++asked;
    const address = `/search?q=${encodeURIComponent(query)}`;
    const answer = await fetch(`${address}&part=found`, { headers: { accept: 'text/html' } });
    // An answer that comes after a later question is no news.
    if (!answer.ok || mine !== asked) return;
    found.innerHTML = await answer.text();
    history.replaceState(null, '', address);
  };
  if (field && found) {
    let wait;
    field.addEventListener('input', () => {
      clearTimeout(wait);
      wait = setTimeout(search, 150);
    });
  }
  const follow = (rel) => document.querySelector(`a[rel=${rel}]`)?.click();
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, select, textarea')) return;
    if (event.key === '/') {
      event.preventDefault();
      field?.focus();
    } else if (event.key === '[') follow('prev');
    else if (event.key === ']') follow('next');
  });
})();
