package session

// StorePositions says whether cells note where they are.
const StorePositions = storePositions
