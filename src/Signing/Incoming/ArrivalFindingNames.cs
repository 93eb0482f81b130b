namespace ThanhHoa.DigitalSignature.Signing.Incoming;

/// <summary>What the check on arrival found, as people read it; keys of their translations.</summary>
internal static class ArrivalFindingNames
{
    public static string Of(ArrivalFinding finding) => finding switch
    {
        ArrivalFinding.Valid => "Chữ ký số hợp lệ, nội dung nguyên vẹn",
        ArrivalFinding.Doubtful => "Nội dung nguyên vẹn, chưa đủ căn cứ tin chữ ký",
        ArrivalFinding.Unsigned => "Không có chữ ký số",
        ArrivalFinding.Broken => "Chữ ký số không còn nguyên vẹn",
        _ => throw new System.Diagnostics.UnreachableException(finding.ToString()),
    };
}
