namespace ThanhHoa.DigitalSignature.Pades.Changes;

/// <summary>The sentence for each finding; {0} is the field or place it is about.</summary>
internal static class FindingTexts
{
    public static (string Vietnamese, string English) Of(FindingCode code, FindingSeverity severity)
    {
        var permitted = severity <= FindingSeverity.Warning;
        return code switch
        {
            FindingCode.SignatureBroken => ("Chữ ký này không còn nguyên vẹn: nội dung đã ký hoặc chính chữ ký đã bị thay đổi.", "This signature is broken: the signed content or the signature itself was changed."),
            FindingCode.NeverSigned => ("Chỗ dành sẵn cho chữ ký này còn trống: việc ký đã bắt đầu nhưng chưa ai ký.", "The place kept for this signature is empty: signing was begun, but nobody signed."),
            FindingCode.CoverageUnclear => ("Không xác định được chữ ký này bao trùm phần nào của tệp.", "It cannot be told which part of the file this signature covers."),
            FindingCode.TimeStampCopied => ("Một dấu thời gian bị sao chép lặp lại; bản sao không có giá trị, các chữ ký không bị ảnh hưởng.", "A time stamp was copied; the copy proves nothing, the signatures are not affected."),
            FindingCode.HistoryBroken => ("Sau khi ký, tệp đã bị nối sang một lịch sử khác với phần đã ký.", "After signing, the file was linked to a history other than the signed one."),
            FindingCode.HiddenBytes => ("Sau phần đã ký có dữ liệu ẩn, không nằm trong mục lục của tệp.", "Behind what was signed hides data that the file's index does not list."),
            FindingCode.ObjectAmbiguous => ("Một đối tượng thêm sau khi ký có hai nghĩa: các phần mềm sẽ đọc khác nhau.", "An object added after signing has two meanings: programs will read it differently."),
            FindingCode.ObjectUnreadable => ("Một đối tượng ghi sau khi ký không đọc được.", "An object written after signing cannot be read."),
            FindingCode.TrailerChanged => ("Phần cuối tệp (trailer) đã bị thay đổi sau khi ký.", "The file's trailer was changed after signing."),
            FindingCode.EncryptionChanged => ("Cách mã hoá của tệp đã bị thay đổi sau khi ký.", "The file's encryption was changed after signing."),
            FindingCode.CatalogChanged => ("Thiết lập chung của tài liệu đã bị thay đổi sau khi ký.", "A setting of the whole document was changed after signing."),
            FindingCode.PermissionsChanged => ("Quyền do người chứng thực đặt ra đã bị thêm, đổi hoặc gỡ bỏ sau khi ký.", "The permissions set by a certification were added, changed or removed after signing."),
            FindingCode.ExtensionLowered => ("Phiên bản hoặc phần mở rộng của tệp đã bị hạ thấp hay gỡ bỏ sau khi ký.", "The file's version or an extension was lowered or removed after signing."),
            FindingCode.ExtensionRaised => ("Phiên bản hoặc phần mở rộng của tệp được nâng lên; điều này được phép.", "The file's version or an extension was raised; this is permitted."),
            FindingCode.PagesChanged => ("Có trang bị thêm, bớt, tráo hoặc đổi thứ tự sau khi ký.", "Pages were added, removed, exchanged or reordered after signing."),
            FindingCode.PageSpawned => ("Một trang được tạo từ mẫu có sẵn của tài liệu; điều này được phép.", "A page was made from a template of the document; this is permitted."),
            FindingCode.PageChanged => ("Nội dung một trang đã bị thay đổi sau khi ký.", "The content of a page was changed after signing."),
            FindingCode.AnnotationAdded => permitted
                ? ("Một ghi chú được thêm vào sau khi ký; người chứng thực cho phép điều này.", "A comment was added after signing; the certification permits this.")
                : ("Một ghi chú hoặc hình che được thêm vào sau khi ký mà không được phép.", "An annotation that is not permitted was added after signing."),
            FindingCode.AnnotationChanged => permitted
                ? ("Một ghi chú được sửa sau khi ký; người chứng thực cho phép điều này.", "A comment was changed after signing; the certification permits this.")
                : ("Một ghi chú trên trang đã bị sửa sau khi ký mà không được phép.", "An annotation was changed after signing without permission."),
            FindingCode.AnnotationRemoved => permitted
                ? ("Một ghi chú được gỡ bỏ sau khi ký; người chứng thực cho phép điều này.", "A comment was removed after signing; the certification permits this.")
                : ("Một ghi chú hoặc ô trên trang đã bị gỡ bỏ sau khi ký mà không được phép.", "An annotation was removed after signing without permission."),
            FindingCode.FormChanged => ("Biểu mẫu của tài liệu đã bị thay đổi sau khi ký.", "The document's form was changed after signing."),
            FindingCode.FieldAdded => permitted
                ? ("Một ô ký, hoặc ô của trang tạo từ mẫu, được thêm vào sau khi ký; điều này được phép.", "A signature field, or a field of a page made from a template, was added after signing; this is permitted.")
                : ("Một ô được thêm vào biểu mẫu sau khi ký mà không được phép.", "A field was added to the form after signing without permission."),
            FindingCode.FieldRemoved => ("Một ô của biểu mẫu đã bị gỡ bỏ sau khi ký.", "A field of the form was removed after signing."),
            FindingCode.FieldChanged => ("Một ô của biểu mẫu bị đổi nhiều hơn là điền giá trị.", "A field of the form was changed in more than its value."),
            FindingCode.FieldFilled => permitted
                ? ("Một ô của biểu mẫu được điền sau khi ký; điều này được phép.", "A field of the form was filled in after signing; this is permitted.")
                : ("Một ô của biểu mẫu được điền sau khi ký, dù chữ ký không cho phép thay đổi nào.", "A field of the form was filled in, although the signature permits no change."),
            FindingCode.FieldLocked => ("Một ô đã bị chữ ký khoá lại vẫn bị thay đổi.", "A field that a signature had locked was changed."),
            FindingCode.SignatureAdded => permitted
                ? ("Một chữ ký được thêm vào sau chữ ký này; điều này được phép.", "A signature was added after this one; this is permitted.")
                : ("Một chữ ký được thêm vào, dù chữ ký trước không cho phép thay đổi nào.", "A signature was added, although an earlier one permits no change."),
            FindingCode.SignatureReplaced => ("Một chữ ký đã bị tráo hoặc bị lấy ra khỏi ô của nó.", "A signature was exchanged or taken out of its field."),
            FindingCode.SignatureHidden => ("Trong tệp có một bản đã ký mà lịch sử hiện tại của tệp bỏ qua.", "The file holds a signed revision that its present history passes over."),
            FindingCode.SignatureCoversText => permitted
                ? ("Hình của một chữ ký che lên chữ đã có trên trang.", "The appearance of a signature covers text that stood on the page.")
                : ("Hình của một chữ ký mới che lên chữ trên trang đã được chứng thực.", "The appearance of a new signature covers text of the certified page."),
            FindingCode.TextCovered => ("Ô được điền che lên chữ đã có trên trang; điều này được phép.", "A field that was filled in covers text that stood on the page; this is permitted."),
            FindingCode.LockWidened => ("Một chữ ký khoá ít ô hơn mức mà ô ký của nó quy định.", "A signature locks fewer fields than its field demands."),
            FindingCode.TimeStampAdded => ("Một dấu thời gian được thêm để lưu trữ lâu dài; điều này được phép.", "A time stamp was added for long-term preservation; this is permitted."),
            FindingCode.SecurityStoreExtended => ("Dữ liệu kiểm tra chữ ký được bổ sung để lưu trữ lâu dài; điều này được phép.", "Data for checking the signatures was added for long-term preservation; this is permitted."),
            FindingCode.SecurityStoreRemoved => permitted
                ? ("Một phần dữ liệu kiểm tra chữ ký (DSS) không còn nữa.", "Some of the data for checking the signatures (DSS) is no longer there.")
                : ("Dữ liệu kiểm tra chữ ký (DSS) đã bị gỡ bỏ.", "The data for checking the signatures (DSS) was removed."),
            FindingCode.SecurityStoreStrange => ("Trong kho dữ liệu kiểm tra chữ ký (DSS) có thứ không thuộc về nó.", "Something that does not belong there stands in the data for checking signatures (DSS)."),
            FindingCode.MetadataChanged => ("Thông tin mô tả (tiêu đề, ngày sửa…) được cập nhật; điều này được phép.", "Descriptive data (title, dates…) was updated; this is permitted."),
            FindingCode.ValueAltered => ("Phần của chữ ký không được chính nó bao trùm (chứng thư kèm theo, dấu thời gian…) đã bị sửa hoặc mâu thuẫn với phần đã ký.", "A part of the signature that it does not cover itself (its certificates, its time stamp…) was altered or contradicts what is signed."),
            FindingCode.PaddingUsed => ("Khoảng đệm phía sau giá trị chữ ký có dữ liệu mà không chữ ký nào bao trùm.", "The padding behind the signature's value holds data that nothing covers."),
            FindingCode.PolicyNamed => ("Chữ ký nêu một chính sách ký; nội dung của chính sách không được kiểm tra ở đây.", "The signature names a signature policy; the policy's rules are not checked here."),
            FindingCode.PolicyDigestUnusable => ("Chữ ký nêu một chính sách ký với giá trị băm không dùng được, nên không thể biết đó là chính sách nào.", "The signature names a signature policy with a digest that cannot be used, so that it cannot be told which policy is meant."),
            _ => permitted
                ? ("Cây cấu trúc được bổ sung phần tử cho ô mới; điều này được phép.", "The structure tree got elements for new fields; this is permitted.")
                : ("Cây cấu trúc của tài liệu đã bị thay đổi sau khi ký.", "The document's structure tree was changed after signing."),
        };
    }
}
