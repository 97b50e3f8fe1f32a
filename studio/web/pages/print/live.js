// What is looked at again and again while its page is shown.

/// Does something now and each so many milliseconds; gives what ends it. A look that fails is tried again.
export async function live(look, time = 1000) {
  let isLeft = false;
  const again = async () => {
    if (isLeft) return;
    try {
      await look();
    } catch (error) {
      // The studio may be gone for a while; what was shown stays.
      if (error.findings) throw error;
    } finally {
      if (!isLeft) setTimeout(again, time);
    }
  };
  await look();
  setTimeout(again, time);
  return () => { isLeft = true; };
}

/// Calls back only where what is told has changed, so that focus and open parts stay.
export function changed(show) {
  let before;
  return (...told) => {
    const now = JSON.stringify(told);
    if (now !== before) show(...told);
    before = now;
  };
}
