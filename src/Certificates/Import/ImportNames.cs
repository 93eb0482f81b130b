namespace ThanhHoa.DigitalSignature.Certificates.Import;

/// <summary>The Vietnamese words for what became of an imported certificate; each is the key of its translation.</summary>
internal static class ImportNames
{
    public static string Of(ImportOutcome outcome) => outcome switch
    {
        ImportOutcome.Entered => "Đã đưa vào sổ",
        ImportOutcome.Known => "Đã có trong sổ từ trước",
        ImportOutcome.Unsure => "Chưa chắc của ai, cần xác nhận",
        ImportOutcome.NotACertificate => "Không phải chứng thư số",
        ImportOutcome.AuthorityCertificate => "Chứng thư số của cơ quan cấp",
        ImportOutcome.Untrusted => "Không dẫn tới cơ quan cấp mà cổng tin cậy",
        ImportOutcome.NotYetValid => "Chưa đến ngày có hiệu lực",
        ImportOutcome.NobodyFits => "Không tìm thấy người hoặc đơn vị phù hợp",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "An outcome without a name."),
    };
}
