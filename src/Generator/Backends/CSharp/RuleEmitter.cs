using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp;

/// <summary>Writes the compiled form of a rule into its assembly's metadata, where other projects find it.</summary>
internal static class RuleEmitter
{
    public static string Emit(RuleModel rule)
    {
        SourceWriter writer = FileEmitter.Begin();
        FileEmitter.Part(writer, rule.Type, () => Attribute(writer, rule.Text), "", body: null);
        return writer.ToString();
    }

    private static void Attribute(SourceWriter writer, string text)
    {
        writer.Line(System.FormattableString.Invariant($"[global::FusedOpt.CompilerServices.CompiledRule({ProgramPrinter.FormatVersion},"));
        using (writer.Indent())
        {
            // Three quotes open and close the text; the rule's own strings must not hold as many.
            string quotes = "\"\"\"";
            while (text.Contains(quotes))
                quotes += "\"";
            writer.Line(quotes);
            writer.Lines(text.TrimEnd('\n'));
            writer.Line(quotes + ")]");
        }
    }
}
