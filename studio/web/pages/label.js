// The page "label".

export async function show() {}
