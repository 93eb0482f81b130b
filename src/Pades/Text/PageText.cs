using ThanhHoa.DigitalSignature.Pades.Document;
using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Text;

/// <summary>A letter with its origin and its middle in default user space.</summary>
internal readonly record struct PlacedLetter(char Letter, double X, double Y, double MiddleX, double MiddleY);

/// <summary>The letters of a page in the order of drawing (ISO 32000-2 §9.4).</summary>
internal sealed class PageText(PdfFile file)
{
    private const int MostLetters = 1_000_000;
    private const int MostOperators = 4_000_000;
    private const int DeepestForm = 8;
    private const int LargestContent = 32 << 20;
    // Of one reader: a form may be drawn, and content shared by pages, any number of times.
    private const long MostDecoded = 128L << 20;
    private const int MostLettersKept = 2_000_000;
    private const int CostOfLetter = 16;
    // Of Deflate, the best of the filters.
    private const int LargestRatio = 1032;
    private readonly Dictionary<PdfDictionary, TextFont> fonts = [];
    private readonly HashSet<PdfDictionary> used = [];
    private readonly List<PlacedLetter> letters = [];
    private int operators;
    private long decoded;
    private int lettersKept;

    /// <summary>Fonts in which the last reading met text.</summary>
    public IReadOnlyCollection<PdfDictionary> FontsUsed => used;

    public IReadOnlyList<PlacedLetter> Read(PdfPage page)
    {
        letters.Clear();
        used.Clear();
        try
        {
            using var content = new MemoryStream();
            var parts = file.Resolve(page.Dictionary["Contents"]) is PdfArray several ? several.Items : [page.Dictionary["Contents"] ?? PdfNull.Instance];
            foreach (var part in parts)
            {
                if (file.Resolve(part) is not PdfStream stream) continue;
                content.Write(Decode(stream, LargestContent));
                content.WriteByte((byte)'\n');
                if (content.Length > LargestContent) throw new PdfException(PdfErrorCode.LimitExceeded, "A page's content is too long to be searched");
            }
            Run(content.ToArray(), file.Dictionary(page.Resources), Matrix.Identity, 0);
        }
        catch (PdfException error) when (error.Code is PdfErrorCode.Damaged or PdfErrorCode.Unsupported)
        {
            // What was read before the damage can still be found.
        }
        return letters;
    }

    /// <summary>The letters of a form such as an annotation's appearance, drawn with this transformation.</summary>
    public IReadOnlyList<PlacedLetter> Read(PdfStream form, Matrix place, PdfObject? resources, int limit)
    {
        letters.Clear();
        used.Clear();
        try
        {
            Run(Decode(form, limit), file.Dictionary(form.Dictionary["Resources"]) ?? file.Dictionary(resources), place, 1);
        }
        catch (PdfException error) when (error.Code is PdfErrorCode.Damaged or PdfErrorCode.Unsupported)
        {
            // What was read before the damage can still be found.
        }
        return letters;
    }

    private void Run(byte[] content, PdfDictionary? resources, Matrix start, int depth)
    {
        var state = new State { Ctm = start };
        var saved = new Stack<State>();
        var operands = new List<PdfObject>();
        var parser = new PdfParser(content, -1, true);
        while (ContentReader.Next(ref parser, operands) is { } keyword)
        {
            if (++operators > MostOperators) throw new PdfException(PdfErrorCode.LimitExceeded, "A page's content is too long to be searched");
            switch (keyword)
            {
                case "q" when saved.Count < 1000: saved.Push(state); break;
                case "Q" when saved.Count > 0: state = saved.Pop(); break;
                case "cm" when Six(operands) is { } matrix: state = state with { Ctm = matrix.Then(state.Ctm) }; break;
                case "Do" when operands is [.., PdfName name] && depth < DeepestForm: Draw(name.Value, resources, state.Ctm, depth); break;
                default: state = TextOperator(keyword, operands, state, resources); break;
            }
            operands.Clear();
        }
    }

    private State TextOperator(string keyword, List<PdfObject> operands, State state, PdfDictionary? resources)
    {
        var n = operands is [.., var last] ? file.Number(last) ?? 0 : 0;
        switch (keyword)
        {
            case "BT": return state with { Text = Matrix.Identity, Line = Matrix.Identity };
            case "Tm" when Six(operands) is { } matrix: return state with { Text = matrix, Line = matrix };
            case "Td" or "TD" when operands.Count >= 2:
                var moved = Matrix.Translation(file.Number(operands[^2]) ?? 0, n).Then(state.Line);
                return state with { Text = moved, Line = moved, Leading = keyword == "TD" ? -n : state.Leading };
            case "T*": return NextLine(state);
            case "Tc": return state with { CharacterSpace = n };
            case "Tw": return state with { WordSpace = n };
            case "Tz": return state with { Scale = n / 100 };
            case "TL": return state with { Leading = n };
            case "Ts": return state with { Rise = n };
            case "Tf" when operands is [.., PdfName name, _]: return state with { Font = Font(resources, name.Value), Size = n };
            case "Tj" when operands is [.., PdfString text]: return Show(state, text.Bytes);
            case "'" when operands is [.., PdfString text]: return Show(NextLine(state), text.Bytes);
            case "\"" when operands is [.., PdfString text]: return Show(NextLine(state), text.Bytes);
            case "TJ" when operands is [.., PdfArray pieces]:
                foreach (var piece in pieces.Items)
                {
                    if (piece is PdfString text) state = Show(state, text.Bytes);
                    else if (piece is PdfNumber shift) state = Advance(state, -shift.Value / 1000 * state.Size * state.Scale);
                }
                return state;
            default: return state;
        }
    }

    private static State NextLine(State state)
    {
        var moved = Matrix.Translation(0, -state.Leading).Then(state.Line);
        return state with { Text = moved, Line = moved };
    }

    private static State Advance(State state, double distance) => state with { Text = Matrix.Translation(distance, 0).Then(state.Text) };

    private State Show(State state, byte[] text)
    {
        if (state.Font is null) return state;
        if (text.Length > 0) used.Add(state.Font.Dictionary);
        foreach (var (glyph, width, isSpace) in state.Font.Codes(text))
        {
            var place = state.Text.Then(state.Ctm);
            var (x, y) = place.Apply(0, state.Rise);
            // Capital letters are about seven tenths of the size high.
            var (middleX, middleY) = place.Apply(width / 2000 * state.Size * state.Scale, state.Rise + (0.35 * state.Size));
            // A glyph that no table names is drawn all the same.
            foreach (var letter in glyph.Length > 0 ? glyph : "\uFFFD")
            {
                if (letters.Count >= MostLetters) throw new PdfException(PdfErrorCode.LimitExceeded, "A page has too many letters to be searched");
                letters.Add(new(letter, x, y, middleX, middleY));
            }
            state = Advance(state, ((width / 1000 * state.Size) + state.CharacterSpace + (isSpace ? state.WordSpace : 0)) * state.Scale);
        }
        return state;
    }

    private void Draw(string name, PdfDictionary? resources, Matrix ctm, int depth)
    {
        if (file.Resolve(file.Dictionary(resources?["XObject"])?[name]) is not PdfStream form || !form.Dictionary.IsName("Subtype", "Form")) return;
        var own = file.Array(form.Dictionary["Matrix"]) is { } array && Six(array.Items) is { } matrix ? matrix : Matrix.Identity;
        Run(Decode(form, LargestContent), file.Dictionary(form.Dictionary["Resources"]) ?? resources, own.Then(ctm), depth + 1);
    }

    private TextFont? Font(PdfDictionary? resources, string name)
    {
        if (file.Dictionary(file.Dictionary(resources?["Font"])?[name]) is not { } dictionary) return null;
        if (fonts.TryGetValue(dictionary, out var font)) return font;
        font = new TextFont(file, dictionary);
        Spend((long)font.Letters * CostOfLetter);
        if ((lettersKept += font.Letters) > MostLettersKept)
        {
            fonts.Clear();
            lettersKept = font.Letters;
        }
        return fonts[dictionary] = font;
    }

    private byte[] Decode(PdfStream stream, int limit)
    {
        try
        {
            var content = StreamFilters.Decode(file, stream, limit);
            Spend(content.Length);
            return content;
        }
        catch (PdfException error) when (error.Code is PdfErrorCode.Damaged or PdfErrorCode.Unsupported)
        {
            // What broke off cost as much as its filters could make of it.
            Spend(file.Array(stream.Dictionary["Filter"]) is { Count: > 1 } ? limit : Math.Min(limit, stream.DataLength * LargestRatio));
            throw;
        }
    }

    private void Spend(long bytes)
    {
        if ((decoded += bytes) > MostDecoded) throw new PdfException(PdfErrorCode.LimitExceeded, "The pages' content is too long to be searched");
    }

    private Matrix? Six(List<PdfObject> operands)
    {
        if (operands.Count < 6) return null;
        Span<double> n = stackalloc double[6];
        for (var i = 0; i < 6; i++)
        {
            if (file.Number(operands[operands.Count - 6 + i]) is not { } number) return null;
            n[i] = number;
        }
        return new Matrix(n[0], n[1], n[2], n[3], n[4], n[5]);
    }

    private readonly record struct State()
    {
        public Matrix Ctm { get; init; } = Matrix.Identity;

        public Matrix Text { get; init; } = Matrix.Identity;

        public Matrix Line { get; init; } = Matrix.Identity;

        public TextFont? Font { get; init; }

        public double Size { get; init; }

        public double CharacterSpace { get; init; }

        public double WordSpace { get; init; }

        public double Scale { get; init; } = 1;

        public double Leading { get; init; }

        public double Rise { get; init; }
    }
}
