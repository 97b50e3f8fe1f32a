// The page "start".

export async function show() {}
