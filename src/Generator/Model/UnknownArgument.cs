namespace FusedOpt.Generator.Model;

/// <summary>A named argument that an attribute does not have, with its place in the source.</summary>
/// <param name="Rule">The rule or stage that the attribute names.</param>
/// <param name="Name">The name.</param>
/// <param name="Advice">The end of the message.</param>
/// <param name="Path">The path of the file.</param>
/// <param name="Start">The first character of the name.</param>
/// <param name="StartLine">The line of the first character.</param>
/// <param name="StartColumn">The column of the first character.</param>
internal sealed record UnknownArgument(
    string Rule, string Name, string Advice, string Path, int Start, int StartLine, int StartColumn);
