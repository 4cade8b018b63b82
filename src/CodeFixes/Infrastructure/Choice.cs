using System;
using Microsoft.CodeAnalysis.Editing;

namespace FusedOpt.CodeFixes.Infrastructure;

/// <summary>One way to fix a diagnostic.</summary>
/// <param name="Title">The text in the menu.</param>
/// <param name="Key">A key, the same for every diagnostic that is fixed in this way, by which all of them are fixed at once.</param>
/// <param name="Edit">Edits the document.</param>
public sealed record Choice(string Title, string Key, Action<SyntaxEditor> Edit);
