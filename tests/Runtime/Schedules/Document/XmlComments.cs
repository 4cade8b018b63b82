using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FusedOpt.Schedules;

namespace FusedOpt.Runtime.Tests.Schedules.Document;

/// <summary>The comments of the code, as the compiler writes them out, in Markdown.</summary>
internal sealed partial class XmlComments
{
    private static readonly XDocument _document = XDocument.Load(
        Path.ChangeExtension(typeof(ISchedule).Assembly.Location, ".xml"), LoadOptions.PreserveWhitespace);

    private readonly XElement _member;

    /// <summary>The comment on the one member whose name begins so: a type, <c>T:...</c>, or a method, <c>M:...(</c>.</summary>
    public XmlComments(string name) =>
        _member = _document.Descendants("member").First(m => m.Attribute("name")!.Value.StartsWith(name, StringComparison.Ordinal));

    public string Summary => Text(_member.Element("summary")!);

    /// <summary>The formula: the remarks' code, line by line.</summary>
    public string Formula
    {
        get
        {
            string[] lines = [.. _member.Element("remarks")!.Element("code")!.Value.Split('\n').Where(line => line.Trim().Length > 0)];
            int indent = lines.Min(line => line.Length - line.TrimStart().Length);
            return string.Join('\n', lines.Select(line => line[indent..].TrimEnd()));
        }
    }

    public IEnumerable<string> Paragraphs => _member.Element("remarks")!.Elements("para").Select(Text);

    public string Parameter(string name) => Text(_member.Elements("param").Single(p => p.Attribute("name")!.Value == name));

    private static string Text(XElement element) => Whitespace().Replace(string.Concat(element.Nodes().Select(Text)), " ").Trim();

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see => Reference(see.Attribute("cref")!.Value),
        XElement { Name.LocalName: "paramref" } parameter => $"`{parameter.Attribute("name")!.Value}`",
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        _ => throw new NotSupportedException($"{node} in a comment"),
    };

    // The last of the names is a section of the document, whatever its parameters.
    private static string Reference(string cref)
    {
        string name = cref.Split('(')[0].Split('.')[^1];
        return $"[{name}](#{name.ToLowerInvariant()})";
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Whitespace();
}
