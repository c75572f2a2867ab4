import "../styles/fonts.css";
import "../styles/tokens.css";
import "../styles/page.css";
import "../styles/figure.css";
import "../styles/plots.css";
import "../styles/figures.css";
import "../styles/erf.css";
import "../styles/conditions.css";
import "./gallery.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { applyTheme, initialTheme } from "../notebook/theme.ts";
import { Gallery } from "./Gallery.tsx";

const theme = initialTheme();
applyTheme(theme, false);
createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <Gallery theme={theme} />
  </StrictMode>,
);
