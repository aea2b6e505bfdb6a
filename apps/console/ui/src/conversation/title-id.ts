/** Of the heading of the conversation that is open: whoever loses the place goes on there. */
export const TITLE_ID = 'conversation-title'
