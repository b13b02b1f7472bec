"""Endings of file names, by what becomes of a file when somebody opens it."""


def _endings(words: str) -> frozenset[str]:
    return frozenset(words.split())


PROGRAMS = _endings(
    """exe com scr pif cpl msi msp mst msc dll ocx sys drv lnk url desktop app appimage deb rpm apk ipa pkg mpkg dmg jar
    jnlp class gadget application appref-ms appx msix msixbundle xbap hta chm hlp inf ins isp reg scf shb shs theme
    themepack diagcab library-ms search-ms searchconnector-ms settingcontent-ms elf so dylib bin run out xll vsto wll
    oxt crx xpi grp job printerexport website pcd osd vxd fon cer crt der"""
)
SCRIPTS = _endings(
    """bat cmd ps1 ps1xml ps2 ps2xml psc1 psc2 psd1 psm1 msh msh1 msh2 vb vbe vbs vbp vbscript js jse mjs cjs ts wsf wsh
    wsc ws sct sh bash zsh fish csh ksh py pyc pyw pyo pyz pyzw pl rb php phtml asp aspx jsp cgi lua tcl awk applescript
    scpt scptd command workflow action osx ahk au3 a3x iqy slk prf pst rdp ade adp mad maf mag mam maq mar mas mat mau
    mav maw mda mde mdt mdw mdz ops its hpj cnt"""
)
PAGES = _endings("html htm xhtml xht shtml mht mhtml svg svgz xml xsl xslt xul swf htc webarchive")
ARCHIVES = _endings(
    """zip rar 7z gz tgz bz2 tbz xz txz zst tar cab arj lzh lha ace iso img vhd vhdx vmdk udf cpio z lz lz4 br uue wim
    one onepkg"""
)
MAIL = _endings("eml emlx mbox ics vcs vcf tnef")
WITH_MACROS = _endings("docm dotm xlsm xltm xlsb xlam pptm potm ppsm ppam sldm accdb accde mdb")
OLD_DOCUMENTS = _endings("doc dot xls xlt xla ppt pot pps ppa vsd mpp pub msg")
ZIPPED_DOCUMENTS = _endings(
    """docx dotx xlsx xltx pptx potx ppsx vsdx odt ott ods ots odp otp odg epub key pages numbers sketch fig xd 3mf
    kmz"""
)
READABLE = _endings("txt text csv tsv md log json yaml yml srt vtt css")
KNOWN_AT_SIGHT = _endings(
    """pdf png jpg jpeg jpe jfif gif webp bmp tif tiff heic heif psd ico docx xlsx pptx odt ods odp doc xls ppt rtf zip
    rar 7z gz mp4 mov m4a m4v avi wav mkv webm flac ogg"""
)
"""What a file of such a name has to begin with is known: where it does not, the name says something else."""
ALIKE = (
    _endings("jpg jpeg jpe jfif"),
    _endings("tif tiff"),
    _endings("heic heif heics avif"),
    _endings("mp4 m4v m4a mov qt 3gp"),
    _endings("mpg mpeg"),
    _endings("mkv webm mka"),
    _endings("ogg oga ogv opus"),
    _endings("mid midi"),
)
TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "bmp": "image/bmp",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "heic": "image/heic",
    "psd": "image/vnd.adobe.photoshop",
    "rtf": "application/rtf",
    "zip": "application/zip",
    "gz": "application/gzip",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "wav": "audio/wav",
    "ogg": "audio/ogg",
    "mp4": "video/mp4",
    "mov": "video/quicktime",
    "webm": "video/webm",
    "avi": "video/x-msvideo",
    "txt": "text/plain",
    "csv": "text/csv",
    "html": "text/html",
    "ics": "text/calendar",
}
"""The type that an ending promises, and the usual ending of a type: the first of it here."""
