// The few sentences that scripts say on their own; the page's language decides. All other text comes from the server.
const vietnamese = {
  confirm: "Tiếp tục",
  cancel: "Quay lại",
  empty: "Tệp này rỗng (0 byte), nên chưa gửi. Hãy chọn lại tệp khác.",
  tooLarge: "Tệp này lớn {size}, quá giới hạn {limit}, nên chưa gửi. Hãy chọn tệp nhỏ hơn.",
  notPdf: "Tệp này không phải là PDF, nên chưa gửi. Hãy xuất văn bản ra PDF rồi chọn lại.",
  unreadable: "Trình duyệt không đọc được tệp này, nên chưa gửi. Hãy kiểm tra tệp còn ở chỗ cũ rồi chọn lại.",
  sending: "Đang gửi: {percent} %",
  checking: "Đã gửi xong. Máy chủ đang kiểm tra tệp…",
  stop: "Dừng gửi",
  stopped: "Đã dừng gửi. Những gì bạn nhập vẫn còn trên trang này.",
  offline: "Mất kết nối khi đang gửi. Những gì bạn nhập vẫn còn trên trang này: hãy kiểm tra mạng rồi gửi lại.",
  signedOut: "Phiên làm việc đã hết nên tệp chưa được nhận. Hãy đăng nhập lại ở thẻ khác rồi quay lại đây gửi.",
  refused: "Máy chủ chưa nhận được tệp. Những gì bạn nhập vẫn còn trên trang này: hãy thử lại sau ít phút, nếu vẫn vậy hãy gọi quản trị viên.",
};

const english = {
  confirm: "Continue",
  cancel: "Go back",
  empty: "This file is empty (0 bytes), so it was not sent. Please choose another one.",
  tooLarge: "This file is {size}, above the limit of {limit}, so it was not sent. Please choose a smaller one.",
  notPdf: "This file is not a PDF, so it was not sent. Export the document as PDF and choose it again.",
  unreadable: "The browser cannot read this file, so it was not sent. Check that it is still in its place and choose it again.",
  sending: "Sending: {percent}%",
  checking: "Sent. The server is checking the file…",
  stop: "Stop sending",
  stopped: "Sending was stopped. What you entered is still on this page.",
  offline: "The connection was lost while sending. What you entered is still on this page: check the network and send again.",
  signedOut: "Your session has ended, so the file was not received. Sign in again in another tab, then come back and send.",
  refused: "The server did not receive the file. What you entered is still on this page: try again in a few minutes, and if it stays so call the administrator.",
};

const words = document.documentElement.lang.startsWith("en") ? english : vietnamese;

/** The sentence with this key, its {places} filled in. */
export function say(key, values = {}) {
  return words[key].replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
}

/** A number of bytes as people write it, in the page's language. */
export function megabytes(bytes) {
  const unit = bytes < 1024 * 1024 ? ["KB", 1024] : ["MB", 1024 * 1024];
  const number = new Intl.NumberFormat(document.documentElement.lang || "vi", { maximumFractionDigits: 1 });
  return `${number.format(bytes / unit[1])} ${unit[0]}`;
}
