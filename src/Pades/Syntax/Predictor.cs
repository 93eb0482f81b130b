namespace ThanhHoa.DigitalSignature.Pades.Syntax;

/// <summary>Undoes the predictors of ISO 32000-2 §7.4.4.4.</summary>
internal static class Predictor
{
    public static byte[] Undo(PdfFile file, byte[] data, PdfDictionary? options, long place)
    {
        var predictor = Option(file, options, "Predictor", 1, 15, place);
        if (predictor < 2) return data;
        var colors = Option(file, options, "Colors", 1, 32, place);
        var bits = Option(file, options, "BitsPerComponent", 8, 16, place);
        var columns = Option(file, options, "Columns", 1, 1 << 20, place);
        var pixel = Math.Max(1, colors * bits / 8);
        var row = (int)(((long)colors * bits * columns + 7) / 8);
        if (predictor >= 10) return UndoPng(data, row, pixel, place);
        if (predictor == 2 && bits == 8) return UndoTiff(data, row, colors);
        throw new PdfException(PdfErrorCode.Unsupported, "A rare predictor is not read here", place);
    }

    /// <summary>The five row filters of PNG (ISO/IEC 15948 §9), also used by PNG pictures.</summary>
    public static byte[] UndoPng(byte[] data, int row, int pixel, long place)
    {
        var rows = (data.Length + row) / (row + 1);
        var output = new byte[(long)rows * row];
        for (int r = 0, at = 0; r < rows; r++)
        {
            var filter = data[at++];
            var length = Math.Min(row, data.Length - at);
            var line = output.AsSpan(r * row, row);
            data.AsSpan(at, length).CopyTo(line);
            at += length;
            var above = r == 0 ? default : output.AsSpan((r - 1) * row, row);
            UndoRow(filter, line, above, pixel, place);
        }
        return output;
    }

    private static void UndoRow(byte filter, Span<byte> line, ReadOnlySpan<byte> above, int pixel, long place)
    {
        switch (filter)
        {
            case 0:
                return;
            case 1:
                for (var i = pixel; i < line.Length; i++) line[i] += line[i - pixel];
                return;
            case 2:
                for (var i = 0; i < above.Length; i++) line[i] += above[i];
                return;
            case 3:
                for (var i = 0; i < line.Length; i++)
                {
                    var left = i >= pixel ? line[i - pixel] : 0;
                    line[i] += (byte)((left + (above.IsEmpty ? 0 : above[i])) / 2);
                }
                return;
            case 4:
                for (var i = 0; i < line.Length; i++)
                {
                    var left = i >= pixel ? line[i - pixel] : 0;
                    var up = above.IsEmpty ? 0 : above[i];
                    line[i] += (byte)Paeth(left, up, i >= pixel && !above.IsEmpty ? above[i - pixel] : 0);
                }
                return;
            default:
                throw new PdfException(PdfErrorCode.Damaged, "Predicted data names an unknown row filter", place);
        }
    }

    private static int Paeth(int left, int up, int corner)
    {
        var estimate = left + up - corner;
        var (a, b, c) = (Math.Abs(estimate - left), Math.Abs(estimate - up), Math.Abs(estimate - corner));
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }

    private static byte[] UndoTiff(byte[] data, int row, int colors)
    {
        for (var start = 0; start < data.Length; start += row)
        {
            var end = Math.Min(start + row, data.Length);
            for (var i = start + colors; i < end; i++) data[i] += data[i - colors];
        }
        return data;
    }

    private static int Option(PdfFile file, PdfDictionary? options, string key, int usual, int maximum, long place)
    {
        if (options is null || file.Resolve(options[key]) is not PdfNumber number) return usual;
        if (!number.IsInteger || number.Integer < 1 || number.Integer > maximum) throw new PdfException(PdfErrorCode.Damaged, $"/{key} of a filter is out of range", place);
        return (int)number.Integer;
    }
}
