using Microsoft.Extensions.Localization;

namespace ThanhHoa.DigitalSignature.Signing.Exchange;

/// <summary>Why a file is no edXML package that can be taken in, and where in it.</summary>
/// <param name="Line">From 1; 0 when it concerns the whole file.</param>
/// <param name="Column">From 1.</param>
internal abstract record EdxmlFault(int Line, int Column)
{
    /// <summary>The XML itself is broken or ends early.</summary>
    public sealed record NotXml(int Line, int Column) : EdxmlFault(Line, Column);

    /// <summary>Another root or namespace.</summary>
    public sealed record NotEdxml(int Line, int Column) : EdxmlFault(Line, Column);

    /// <summary>A document type, comment or instruction: a package has no use for them and attacks do.</summary>
    public sealed record Declaration(int Line, int Column) : EdxmlFault(Line, Column);

    /// <summary>Too deep, too many elements or files, too long a text or tag.</summary>
    public sealed record TooMuch(string What, int Line, int Column) : EdxmlFault(Line, Column);

    /// <summary>An element that must be there is not.</summary>
    public sealed record Missing(string Element, int Line, int Column) : EdxmlFault(Line, Column);

    /// <summary>An element holds what it may not hold.</summary>
    public sealed record Invalid(string Element, int Line, int Column) : EdxmlFault(Line, Column);

    /// <summary>A file is not in base64.</summary>
    public sealed record NotBase64(int Line, int Column) : EdxmlFault(Line, Column);

    /// <summary>A file that the manifest does not list.</summary>
    public sealed record Unlisted(string ContentId, int Line, int Column) : EdxmlFault(Line, Column);

    /// <summary>A file that the manifest lists and the package lacks.</summary>
    public sealed record Lost(string ContentId) : EdxmlFault(0, 0);

    /// <summary>Two files of one name.</summary>
    public sealed record Twice(string ContentId, int Line, int Column) : EdxmlFault(Line, Column);

    public string Explain(IStringLocalizer text)
    {
        var reason = this switch
        {
            NotXml => text["Gói tin không phải XML hoàn chỉnh; có thể tệp bị cụt khi gửi."].Value,
            NotEdxml => text["Tệp không phải gói tin edXML theo QCVN 102:2016."].Value,
            Declaration => text["Gói tin có khai báo kiểu, ghi chú hoặc chỉ thị XML, không được phép trong edXML."].Value,
            TooMuch much => text["Gói tin vượt giới hạn ({0}).", much.What].Value,
            Missing missing => text["Gói tin thiếu phần {0}.", missing.Element].Value,
            Invalid invalid => text["Phần {0} của gói tin có giá trị không hợp lệ.", invalid.Element].Value,
            NotBase64 => text["Một tệp đính kèm không phải base64 hợp lệ."].Value,
            Unlisted unlisted => text["Tệp đính kèm “{0}” không có trong danh mục của gói tin.", unlisted.ContentId].Value,
            Lost lost => text["Danh mục ghi tệp “{0}” nhưng gói tin không có tệp đó.", lost.ContentId].Value,
            Twice twice => text["Tệp đính kèm “{0}” có hai lần.", twice.ContentId].Value,
            _ => throw new System.Diagnostics.UnreachableException(ToString()),
        };
        var place = Line > 0 ? text["(dòng {0}, cột {1})", Line, Column].Value : "";
        return $"{reason} {place} {text["Chưa có gì được ghi. Hãy đề nghị nơi gửi gửi lại."].Value}";
    }
}

/// <summary>Carries a fault out of the depth of a reader; never leaves <see cref="EdxmlReader"/>.</summary>
internal sealed class EdxmlFaultException(EdxmlFault fault) : Exception
{
    public EdxmlFault Fault { get; } = fault;
}
