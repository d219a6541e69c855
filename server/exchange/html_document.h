// HTML and XHTML in UTF-8.
//
// Blocks:   what stands between tags that begin or end a block, the page's title, and the texts of
//           attributes: alt, title, placeholder, aria-label, the value of buttons, the descriptions
//           of <meta>. Tags of elements within a line are codes, so are comments and <br>; <code>,
//           <kbd>, <samp>, <var>, <svg>, <math>, and what has translate="no", is one code whole.
// Left:     <script>, <style>, <pre>, <template>, <textarea>.
// Texts:    references are decoded, white space is one space as a reader sees it; where translated
//           they are encoded again.
// Language: lang and dir of <html> (without it, of <body>), and of other elements in the source
//           language, are those of the target; a charset that is declared is then UTF-8.
#pragma once

#include <memory>
#include <string>

#include "server/exchange/document_file.h"

namespace dragoman {

// Requires: valid UTF-8, less than 2 GiB.
std::unique_ptr<DocumentFile> ReadHtmlDocument(std::string source);

}  // namespace dragoman
