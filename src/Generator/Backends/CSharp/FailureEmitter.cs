using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp;

/// <summary>Writes why the generator has failed on a class into the class, where the analyzer finds it and reports it.</summary>
internal static class FailureEmitter
{
    /// <summary>Writes a part that says nothing else: the last resort.</summary>
    public static string Emit(DeclaredType type, string failure)
    {
        SourceWriter writer = FileEmitter.Begin();
        FileEmitter.Part(writer, type, () => { }, "", () => EmitConstant(writer, GeneratedMemberNames.Failure, failure), isFileScoped: false);
        return writer.ToString();
    }

    /// <summary>Writes the constant.</summary>
    public static void EmitConstant(SourceWriter writer, string name, string failure) => writer.Line($"private const string {name} = {Literals.Text(failure)};").Line();
}
