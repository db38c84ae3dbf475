'use strict';
// The filter of a page's edits. It always says how many edits it holds back; without it, all are shown.
(() => {
  const filter = document.querySelector('.filter');
  const edits = [...document.querySelectorAll('.edit')];
  if (!filter || edits.length < 2) return;
  const form = filter.form;
  const words = (text) => text.split(' ').filter(Boolean);
  const fill = (select, values, shown) => {
    for (const value of [...new Set(values)].sort()) select.add(new Option(shown(value), value));
  };
  fill(form.elements.speaker, edits.map((edit) => edit.dataset.speaker), (name) => name);
  fill(form.elements.kind, edits.flatMap((edit) => words(edit.dataset.kinds)), (kind) => kind.replaceAll('_', ' '));
  const passes = (edit) => {
    const severities = [...form.querySelectorAll('[name=severity]:checked')].map((box) => box.value);
    const { speaker, kind, unnoted } = form.elements;
    return severities.includes(edit.dataset.severity)
      && (!speaker.value || edit.dataset.speaker === speaker.value)
      && (!kind.value || words(edit.dataset.kinds).includes(kind.value))
      && (!unnoted.checked || edit.dataset.noted === 'no');
  };
  const apply = () => {
    let shown = 0;
    for (const edit of edits) {
      edit.hidden = !passes(edit);
      if (!edit.hidden) shown += 1;
    }
    const back = edits.length - shown;
    filter.querySelector('output').textContent =
      `${shown} of ${edits.length} edits shown${back ? `, ${back} held back by this filter` : ''}`;
  };
  // A link to an edit must find it, whatever is filtered.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.hidden) {
      form.reset();
      apply();
      target.scrollIntoView();
    }
  };
  filter.hidden = false;
  form.addEventListener('input', apply);
  form.addEventListener('submit', (event) => event.preventDefault());
  window.addEventListener('hashchange', reveal);
  apply();
  reveal();
})();
