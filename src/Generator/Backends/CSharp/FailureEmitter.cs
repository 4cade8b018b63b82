using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp;

/// <summary>Writes the message of a failed generator into the class, where the analyzer finds the message and reports it.</summary>
internal static class FailureEmitter
{
    /// <summary>Returns a part that holds nothing but the message: the last resort.</summary>
    public static string Emit(DeclaredType type, string failure)
    {
        SourceWriter writer = FileEmitter.Begin();
        FileEmitter.Part(
            writer,
            type,
            () => { },
            "",
            () => EmitConstant(writer, GeneratedMemberNames.Failure, failure),
            isFileScoped: false);
        return writer.ToString();
    }

    /// <summary>Writes the constant that holds the message.</summary>
    public static void EmitConstant(SourceWriter writer, string name, string failure) =>
        writer.Line($"private const string {name} = {Literals.Text(failure)};").Line();
}
