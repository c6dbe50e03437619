/* The first run: the time zone of this computer is likely that of the business. */
const zone = document.querySelector("select[name='timezone']");
if (zone && !zone.value) {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if ([...zone.options].some((option) => option.value === here)) zone.value = here;
}
