package session

// longest is how many steps fit into the stack of a browser.
const longest = 15_000
