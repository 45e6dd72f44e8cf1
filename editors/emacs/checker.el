;;; checker.el --- Careful medical editing with eglot  -*- lexical-binding: t; -*-

;; Package-Requires: ((emacs "28.1") (eglot "1.9"))
;; SPDX-License-Identifier: Apache-2.0

;;; Commentary:

;; (load "/path/to/checker.el"), then M-x eglot in a text, or:
;;   (add-hook 'text-mode-hook #'eglot-ensure)
;; `flymake-goto-next-error' goes from finding to finding, `eglot-code-actions' fixes and accepts,
;; `eldoc' explains.

;;; Code:

(require 'eglot)

(defgroup checker nil "Careful medical editing." :group 'eglot)

(defcustom checker-command '("checker" "lsp")
  "How the language server is started."
  :type '(repeat string))

(defcustom checker-settings nil
  "Settings of the server, as a plist such as (:minConfidence 0.5)."
  :type 'plist)

(defvar checker-modes '(text-mode markdown-mode gfm-mode html-mode mhtml-mode)
  "Modes whose texts checker reads.")

(defun checker--contact (&optional _interactive)
  "Return how eglot reaches the server."
  (append checker-command
          (list :initializationOptions (list :checker (or checker-settings (make-hash-table))))))

(put 'text-mode 'eglot-language-id "plaintext")
(put 'gfm-mode 'eglot-language-id "markdown")
(put 'mhtml-mode 'eglot-language-id "html")

(add-to-list 'eglot-server-programs (cons checker-modes #'checker--contact))

(defun checker-report ()
  "Open the report of this text."
  (interactive)
  (eglot-execute-command (eglot--current-server-or-lose) 'checker.openReport
                         (vector (list :uri (eglot--path-to-uri buffer-file-name)))))

(provide 'checker)
;;; checker.el ends here
