namespace ThanhHoa.DigitalSignature.Pades;

/// <summary>Room left in a printed line.</summary>
/// <param name="Page">Counted from 1.</param>
/// <param name="Rectangle">From the letter before the room to the one behind it, as displayed, in points; capitals of the line stand in the middle of its height, as those of a <see cref="TextFieldPlan"/> do.</param>
/// <param name="FontSize">Of the letter before the room, in points.</param>
public sealed record TextGap(int Page, PdfRectangle Rectangle, double FontSize);

/// <summary>Where an official document leaves room for what the clerk gives it (Decree 30/2020/NĐ-CP, annex I); null where there is none.</summary>
/// <param name="Number">Between "Số:" and the "/" of the symbol.</param>
/// <param name="Day">Between "ngày" and "tháng" of the line with the place.</param>
/// <param name="Month">Between "tháng" and "năm" of the same line.</param>
public sealed record OfficialPlaces(TextGap? Number, TextGap? Day, TextGap? Month);
