// The page "print".

export async function show() {}
