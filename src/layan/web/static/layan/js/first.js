/* The first run: the time zone of this computer is likely that of the business. */
const zone = document.querySelector("select[name='timezone']");
if (zone && !zone.value) {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if ([...zone.options].some((option) => option.value === here)) zone.value = here;
}

/* And a business is mostly paid in the money of its country. */
const country = document.querySelector("select[name='country']");
const currency = document.querySelector("select[name='currency']");
if (country?.dataset.currencies && currency) {
  const paid = JSON.parse(country.dataset.currencies);
  let ours = currency.value;
  country.addEventListener("change", () => {
    if (currency.value && currency.value !== ours) return; // chosen by hand
    currency.value = ours = paid[country.value] ?? "";
  });
}
