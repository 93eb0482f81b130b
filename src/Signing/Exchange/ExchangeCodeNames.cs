namespace ThanhHoa.DigitalSignature.Signing.Exchange;

/// <summary>Codes of status messages as people read them; keys of their translations.</summary>
internal static class ExchangeCodeNames
{
    public static string Of(string code) => code switch
    {
        ExchangeCode.Arrived => "đã đến",
        ExchangeCode.Refused => "từ chối tiếp nhận",
        ExchangeCode.Accepted => "đã tiếp nhận",
        ExchangeCode.Assigned => "đã phân công xử lý",
        ExchangeCode.InWork => "đang xử lý",
        ExchangeCode.Finished => "đã hoàn thành",
        ExchangeCode.RecallAsked => "đề nghị thu hồi",
        ExchangeCode.RecallAgreed => "đồng ý thu hồi",
        ExchangeCode.RecallRefused => "từ chối thu hồi",
        _ => throw new System.Diagnostics.UnreachableException(code),
    };
}
