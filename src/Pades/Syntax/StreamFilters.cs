using System.IO.Compression;

namespace ThanhHoa.DigitalSignature.Pades.Syntax;

/// <summary>Decodes stream data within a bound (ISO 32000-2 §7.4): what cross-reference, object and content streams use.</summary>
internal static class StreamFilters
{
    private const int LargestBlock = 1 << 20;

    public static byte[] Decode(PdfFile file, PdfStream stream, int limit = PdfLimits.DecodedBytes)
    {
        var data = file.RawData(stream, limit);
        var filters = Names(file, file.Resolve(stream.Dictionary["Filter"]));
        var parameters = file.Resolve(stream.Dictionary["DecodeParms"]);
        if (filters.Count > 8) throw new PdfException(PdfErrorCode.LimitExceeded, "A stream has too many filters", stream.DataOffset);
        for (var i = 0; i < filters.Count; i++)
        {
            var options = (parameters is PdfArray array ? (i < array.Count ? file.Resolve(array[i]) : null) : i == 0 ? parameters : null) as PdfDictionary;
            data = filters[i] switch
            {
                "FlateDecode" or "Fl" => Predictor.Undo(file, Inflate(data, limit, stream.DataOffset), options, stream.DataOffset),
                "LZWDecode" or "LZW" => Predictor.Undo(file, Lzw.Decode(data, limit, Early(file, options)), options, stream.DataOffset),
                "ASCIIHexDecode" or "AHx" => AsciiFilters.Hex(data),
                "ASCII85Decode" or "A85" => AsciiFilters.Base85(data),
                "RunLengthDecode" or "RL" => AsciiFilters.RunLength(data, limit),
                "Crypt" => data,
                _ => throw new PdfException(PdfErrorCode.Unsupported, $"The stream filter {filters[i]} is not read here", stream.DataOffset),
            };
        }
        return data;
    }

    private static bool Early(PdfFile file, PdfDictionary? options) =>
        options is null || file.Resolve(options["EarlyChange"]) is not PdfNumber { IsInteger: true, Integer: 0 };

    private static List<string> Names(PdfFile file, PdfObject? filter)
    {
        var names = new List<string>();
        if (filter is PdfName one) names.Add(one.Value);
        if (filter is PdfArray several)
        {
            foreach (var item in several.Items)
            {
                if (file.Resolve(item) is PdfName name) names.Add(name.Value);
            }
        }
        return names;
    }

    private static byte[] Inflate(byte[] data, int limit, long place)
    {
        using var input = new MemoryStream(data);
        using var inflater = new ZLibStream(input, CompressionMode.Decompress);
        // Blocks that are put together once: a growing buffer would hold the data three times.
        var (blocks, total, used) = (new List<byte[]>(), 0, 0);
        try
        {
            while (true)
            {
                if (blocks.Count == 0 || used == blocks[^1].Length)
                {
                    blocks.Add(GC.AllocateUninitializedArray<byte>(Math.Clamp(blocks.Count == 0 ? data.Length * 4 : total, 512, LargestBlock)));
                    used = 0;
                }
                var read = inflater.Read(blocks[^1], used, blocks[^1].Length - used);
                if (read == 0) break;
                (used, total) = (used + read, total + read);
                if (total > limit) throw new PdfException(PdfErrorCode.LimitExceeded, "Compressed data unfolds beyond every honest size", place);
            }
        }
        // ZLibException, an IOException, is what a preset dictionary ends in.
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            throw new PdfException(PdfErrorCode.Damaged, "Compressed data is damaged", place, error);
        }
        var output = GC.AllocateUninitializedArray<byte>(total);
        var at = 0;
        foreach (var block in blocks)
        {
            var length = Math.Min(block.Length, total - at);
            block.AsSpan(0, length).CopyTo(output.AsSpan(at));
            at += length;
        }
        return output;
    }
}
