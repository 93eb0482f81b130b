using Microsoft.Extensions.Localization;

namespace ThanhHoa.DigitalSignature.Organisation;

/// <summary>The sentence of each refusal, in the reader's language: what is wrong and what to do.</summary>
internal static class RefusalTexts
{
    private static readonly Dictionary<RefusalCode, Func<IStringLocalizer<Texts>, string[], string>> Sentences = new()
    {
        [RefusalCode.Required] = (text, _) => text["Hãy nhập giá trị này."],
        [RefusalCode.Formula] = (text, _) => text["Ô có công thức hoặc bắt đầu bằng dấu như công thức. Hãy thay bằng giá trị."],
        [RefusalCode.Invisible] = (text, _) => text["Có ký tự không nhìn thấy được. Hãy gõ lại."],
        [RefusalCode.TooLong] = (text, a) => text["Dài quá {0} ký tự.", a],
        [RefusalCode.NotADay] = (text, a) => text["“{0}” không phải là ngày hợp lệ. Hãy viết như 01/07/2025.", a],
        [RefusalCode.NotYesOrNo] = (text, a) => text["“{0}” không rõ là có hay không. Hãy ghi x hoặc để trống.", a],
        [RefusalCode.NotAUnitCode] = (text, _) => text["Mã đơn vị chỉ gồm chữ không dấu, số, dấu chấm, gạch ngang, gạch dưới; dài nhất 20 ký tự."],
        [RefusalCode.NotAKind] = (text, a) => text["Không có loại đơn vị “{0}”. Hãy dùng một loại trong tờ hướng dẫn của tệp mẫu.", a],
        [RefusalCode.NotARank] = (text, a) => text["Thứ bậc “{0}” không hợp lệ. Hãy ghi 1 (cấp trưởng), 2 (cấp phó) hoặc 3 (người khác).", a],
        [RefusalCode.NotAName] = (text, a) => text["“{0}” không giống họ và tên: tên chỉ gồm chữ cái và khoảng trắng.", a],
        [RefusalCode.NotAnEmail] = (text, _) => text["Địa chỉ thư điện tử chưa đúng. Hãy viết như ten@thanhhoa.gov.vn."],
        [RefusalCode.NotAMobile] = (text, _) => text["Số điện thoại di động cần 10 chữ số, bắt đầu bằng 0."],
        [RefusalCode.NotAnIdentityNumber] = (text, _) => text["Số định danh cá nhân cần 12 chữ số (hoặc 9 chữ số với chứng minh nhân dân cũ)."],
        [RefusalCode.NotABirthDate] = (text, a) => text["Ngày sinh {0} không hợp lý với người đang công tác.", a],
        [RefusalCode.EndBeforeBegin] = (text, _) => text["Ngày kết thúc trước ngày bắt đầu."],
        [RefusalCode.DecisionIncomplete] = (text, _) => text["Quyết định cần cả số và ngày."],
        [RefusalCode.DuplicateRow] = (text, a) => text["Trùng với dòng {0} trong cùng tệp.", a],
        [RefusalCode.NoSuchUnit] = (text, a) => text["Không có đơn vị nào mang mã “{0}” vào ngày {1}.", a],
        [RefusalCode.CodeTaken] = (text, a) => text["Mã “{0}” đã là của {1} ({2}). Hai đơn vị không thể cùng mã trong một thời gian.", a],
        [RefusalCode.ParentBeginsLater] = (text, a) => text["{0} đến ngày {1} mới có, nên chưa thể là đơn vị cấp trên.", a],
        [RefusalCode.ParentEnds] = (text, a) => text["{0} kết thúc ngày {1}, nên không thể là đơn vị cấp trên sau ngày đó.", a],
        [RefusalCode.RootStays] = (text, _) => text["Đơn vị gốc của tỉnh không lập, chuyển hay kết thúc ở đây."],
        [RefusalCode.NotBegunYet] = (text, a) => text["{0} bắt đầu từ ngày {1}; ngày có hiệu lực phải sau ngày đó.", a],
        [RefusalCode.EndsAlready] = (text, a) => text["{0} đã được ghi là kết thúc hết ngày {1}.", a],
        [RefusalCode.LaterChange] = (text, a) => text["{0} đã có thay đổi ghi từ ngày {1}; ngày có hiệu lực phải sau ngày đó.", a],
        [RefusalCode.StaysUnderOthers] = (text, a) => text["{0} chưa thể kết thúc: {1} còn trực thuộc sau ngày đó. Hãy chuyển hoặc kết thúc đơn vị trực thuộc trước.", a],
        [RefusalCode.UnderItself] = (text, a) => text["{0} không thể trực thuộc {1}: đơn vị đó nằm dưới chính nó.", a],
        [RefusalCode.AlreadyUnder] = (text, a) => text["{0} đang trực thuộc {1} rồi.", a],
        [RefusalCode.NameDiffers] = (text, a) => text["Mã {0} đang là “{1}”. Đổi tên hoặc đổi loại là một việc riêng, có quyết định: hãy dùng chức năng Đổi tên.", a],
        [RefusalCode.ParentDiffers] = (text, a) => text["{0} đang trực thuộc {1} từ ngày được lập. Hãy ghi ngày chuyển ở cột Từ ngày, hoặc dùng chức năng Chuyển trực thuộc.", a],
        [RefusalCode.PostBeginsLater] = (text, a) => text["{0} có chức vụ tại {1} bắt đầu từ ngày {2}. Hãy sửa chức vụ đó trước.", a],
        [RefusalCode.PostsRemain] = (text, a) => text["{0} còn người giữ chức vụ sau ngày đó. Hãy dùng chức năng Kết thúc đơn vị để chuyển họ.", a],
        [RefusalCode.CircularFile] = (text, _) => text["Các dòng trong tệp trực thuộc lẫn nhau thành vòng tròn."],
        [RefusalCode.TooDeep] = (text, a) => text["Cây đơn vị sâu quá {0} cấp.", a],
        [RefusalCode.OutsideReach] = (text, a) => text["{0} ngoài phạm vi bạn phụ trách.", a],
        [RefusalCode.PersonOutsideReach] = (text, a) => text["{0} đang thuộc đơn vị ngoài phạm vi bạn phụ trách. Hãy đề nghị cơ quan chủ trì.", a],
        [RefusalCode.EmailOfOther] = (text, a) => text["Thư điện tử này đang là của {0}. Một địa chỉ chỉ dùng cho một người.", a],
        [RefusalCode.PossibleDuplicate] = (text, a) => text["Có thể là {0} đã có trong hệ thống (trùng tên, nhưng khác thư điện tử). Nếu đúng là người khác, hãy ghi x ở cột Khác người trùng tên.", a],
        [RefusalCode.Ambiguous] = (text, a) => text["Có {1} người tên {0} phù hợp với dòng này. Hãy ghi thư điện tử để phân biệt.", a],
        [RefusalCode.NothingTellsApart] = (text, _) => text["Người trùng tên cần có thư điện tử để phân biệt."],
        [RefusalCode.UnitBeginsLater] = (text, a) => text["{0} đến ngày {1} mới có.", a],
        [RefusalCode.UnitEnds] = (text, a) => text["{0} kết thúc ngày {1}; chức vụ ở đó cần ngày kết thúc không muộn hơn.", a],
        [RefusalCode.SamePost] = (text, a) => text["Người này đã giữ chức vụ {0} tại {1} trong thời gian đó.", a],
        [RefusalCode.PostFromDiffers] = (text, a) => text["Người này đã giữ chức vụ này ở đơn vị này từ ngày {0}. Hãy ghi đúng ngày đó.", a],
        [RefusalCode.PostEndsAlready] = (text, a) => text["Chức vụ này đã được ghi là kết thúc hết ngày {0}.", a],
        [RefusalCode.PostBegunLater] = (text, a) => text["Chức vụ này bắt đầu từ ngày {0}; ngày nhập phải sau ngày đó.", a],
        [RefusalCode.NoPredecessor] = (text, a) => text["Vào ngày {1} không có đơn vị nào mang mã “{0}” để sắp xếp.", a],
        [RefusalCode.NoSuccessor] = (text, a) => text["Từ ngày {1} không có đơn vị nào mang mã “{0}”. Hãy ghi tên, loại và mã cấp trên để lập mới.", a],
        [RefusalCode.NothingToDo] = (text, _) => text["Chưa có đơn vị nào trong việc sắp xếp này."],
        [RefusalCode.Undecided] = (text, a) => text["Còn {0} người ở {1} chưa rõ chuyển về đâu. Hãy chọn ở bước Con người.", a],
    };

    public static string Of(Refusal refusal, IStringLocalizer<Texts> text) => Sentences[refusal.Code](text, refusal.Arguments);
}
