export const PAGE_HTML = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<title>A guest's phone · Bellhop</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/page.css">
</head>
<body></body>
</html>
`
