import "./sign.css";
