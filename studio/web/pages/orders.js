// The page "orders".

export async function show() {}
